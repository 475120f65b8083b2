import type { Handler, Hono } from 'hono';
import type { ZodObject, ZodType } from 'zod';

/**
 * What one route does, in the form that is published, by which requests are read, and against which tests hold its answers. What a
 * route takes and is not named here is refused.
 */
export type Operation = {
  /** Unique, and the name of the method of the generated client. */
  id: string;
  summary: string;
  /** What the asker must be able to do; `session`: be signed in; `nobody`: anyone asks. */
  power: string;
  /** By the name in the path. What does not fit names nothing: not-found. */
  params?: Readonly<Record<string, ZodType<string>>>;
  query?: ZodObject;
  /** `file`: the bytes as they are. */
  body?: ZodType | 'file';
  /** Default 200; 204 where the answer is nothing. */
  status?: 200 | 201;
  answer: ZodType | 'file' | 'nothing';
  /** The media type of an answer that is a file; default: `octets`. */
  fileType?: string;
  /** Codes of problems besides those that every route has (`commonCodes`). */
  codes?: readonly string[];
  /** It makes something: with an Idempotency-Key it is made once. */
  once?: true;
};

export const octets = 'application/octet-stream';

/** Codes that any route may answer, by what it takes. */
export function commonCodes({ power, once }: Operation): string[] {
  return [
    'malformed',
    'not-found',
    'forbidden',
    'too-large',
    'bug',
    'database-away',
    ...(power === 'nobody'
      ? []
      : [
          'unauthenticated',
          'session-idle',
          'authority-ended',
          'no-such-officer',
          'officer-ended',
          'passkey-unknown',
          'passkey-stopped',
          'passkey-needed',
          'not-founded',
          'token-ended',
          'token-scope',
          'too-many-requests',
        ]),
    ...(once ? ['key-malformed', 'key-reused', 'key-busy', 'key-unanswered', 'key-limit'] : []),
  ];
}

export const statusOf = ({ status, answer }: Operation): 200 | 201 | 204 =>
  answer === 'nothing' ? 204 : (status ?? 200);

const operations = new WeakMap<object, Operation>();

/** Says of a handler what it does; whoever has the routes finds it again. */
export function describe<H extends Handler>(handler: H, operation: Operation): H {
  operations.set(handler, operation);
  return handler;
}

/** A route of a program. `operation` is missing where nobody said what it does. */
export type Route = { method: string; path: string; operation: Operation | undefined };

/** Every route under a prefix, in the order in which they were added; of several handlers of one route the described one counts. */
export function routesOf(app: Hono, prefix = '/api/'): Route[] {
  const found = new Map<string, Route>();
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' || !path.startsWith(prefix)) continue;
    const name = `${method} ${path}`;
    const operation = operations.get(handler) ?? found.get(name)?.operation;
    found.set(name, { method, path, operation });
  }
  return [...found.values()];
}
