import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { describe, routesOf } from './operation.ts';
import { toOpenApi } from './openapi.ts';
import { readQuery } from './read-query.ts';

export const apiInfo = {
  title: 'Tamga',
  version: '1',
  description:
    'What officers of a node and their tools reach. Lists answer `{ items, next }`; `before=<next>` goes on. A problem says by its ' +
    '`code` what is wrong. Members may be added to answers; what a request holds and is not named here is refused.',
};

/** The description of every route that the program has by then, and of this one; made when it is first asked for. */
export function documentRoutes(app: Hono, path: string): void {
  let text: string | undefined;
  const handler = describe(
    (c: Context) => {
      readQuery(c.req.queries());
      text ??= JSON.stringify(toOpenApi(routesOf(app), apiInfo));
      return c.body(text, 200, { 'content-type': 'application/json' });
    },
    {
      id: 'readDescription',
      summary: 'This description.',
      power: 'session',
      answer: z.looseObject({ openapi: z.string() }),
    },
  );
  app.get(path, handler);
}
