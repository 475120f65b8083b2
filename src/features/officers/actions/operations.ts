import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import type { ZodType } from 'zod';
import type { Db } from '#platform/db/db.ts';
import { describe, statusOf } from '#platform/http/operation.ts';
import type { Operation } from '#platform/http/operation.ts';
import { readJson } from '#platform/http/read-json.ts';
import { readParams, readQuery } from '#platform/http/read-query.ts';
import { requirePower } from '../actions.ts';
import type { Keeping, Reach, Session, SessionEnv } from '../model.ts';
import type { Power } from '../rules.ts';
import { refuseFounding } from '../founding-rules.ts';
import { requireScope } from '../token-rules.ts';

/** An operation of the officers' API: its power is one that a role can have. */
export type OfficerOperation = Operation & {
  power: Power | 'session' | 'nobody';
  /** Of an answer that holds content: what of it is kept for who asks again. */
  keeping?: Keeping<never>;
};

type Of<Schema, Otherwise> = Schema extends ZodType<infer T> ? T : Otherwise;
type Asked<O extends OfficerOperation> = {
  c: Context<SessionEnv>;
  session: Session;
  params: { [Name in keyof O['params']]: string };
  query: Of<O['query'], Record<string, never>>;
  body: Of<O['body'], undefined>;
  /** What an action is given: with a key, it marks that it made something as it commits. */
  within: <D extends { db: Db }>(deps: D) => D;
  /** To be asked by whatever acts on records, before it does (decision 0054). */
  reach: Reach;
};
type Answer<O extends OfficerOperation> =
  O['answer'] extends ZodType<infer T> ? T | Response : O['answer'] extends 'nothing' ? void : Response;
type Run<O extends OfficerOperation> = (asked: Asked<O>) => Promise<Answer<O>> | Answer<O>;
type Add = <const O extends OfficerOperation>(
  path: string,
  operation: O,
  run: Run<O>,
  ...before: MiddlewareHandler<SessionEnv>[]
) => void;

/** The only way in which a route of `/api` is added: with what it does, by which its requests are read before it is called. */
export function createOperations(): { routes: Hono<SessionEnv> } & Record<'get' | 'post' | 'put' | 'delete', Add> {
  const routes = new Hono<SessionEnv>();
  const adder =
    (method: string): Add =>
    (path, operation, run, ...before) => {
      checkNames(path, operation);
      const handler = async (c: Context<SessionEnv>): Promise<Response> => {
        const asked = await readAsked(c, operation);
        const work = async (db?: Db) => run({ ...asked, within: withinOf(db) } as Parameters<typeof run>[0]);
        const answer = operation.once ? c.get('once')(c, keepingOf(operation), work) : work();
        return toResponse(c, operation, await answer);
      };
      routes.on(method, [path], ...before, describe(handler, operation));
    };
  return { routes, get: adder('GET'), post: adder('POST'), put: adder('PUT'), delete: adder('DELETE') };
}

/** Power first: who may not do it is not told what is wrong with the request. */
async function readAsked(c: Context<SessionEnv>, { id, power, params, query, body }: OfficerOperation) {
  const session = c.get('session');
  // A route that lets in whoever is not signed in has no session.
  if ((session as Session | undefined)?.token) requireScope(session, id);
  if (power !== 'nobody') refuseFounding(session, id);
  if (power !== 'session' && power !== 'nobody') requirePower(session, power);
  return {
    c,
    session,
    reach: ((refs) => c.get('reach')(refs)) satisfies Reach,
    params: readParams(c, params),
    query: readQuery(c.req.queries(), query),
    body: body === undefined || body === 'file' ? undefined : body.parse(await readJson(c)),
  };
}

function toResponse(c: Context<SessionEnv>, operation: OfficerOperation, value: unknown): Response {
  if (value instanceof Response) return value;
  if (operation.answer === 'nothing') return c.body(null, 204);
  return c.body(JSON.stringify(value), statusOf(operation) as 200, { 'content-type': 'application/json' });
}

const withinOf =
  (db: Db | undefined) =>
  <D extends { db: Db }>(deps: D): D =>
    db ? { ...deps, db } : deps;

const keepingOf = ({ keeping }: OfficerOperation): Keeping<unknown> =>
  (keeping as Keeping<unknown> | undefined) ?? { keep: JSON.stringify, again: JSON.parse };

/** A slip of whoever wrote the route: found when the program starts. */
function checkNames(path: string, { id, params = {} }: OfficerOperation): void {
  const named = (path.match(/:(\w+)/g) ?? []).map((name) => name.slice(1)).toSorted();
  if (named.join() !== Object.keys(params).toSorted().join())
    throw new Error(`${id}: the path ${path} and the parameters that are described differ`);
}
