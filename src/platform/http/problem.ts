import type { Context } from 'hono';
import { z, ZodError } from 'zod';
import { isLost, sqlState } from '../db/db.ts';
import { TamgaError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { Logger } from '../logger.ts';

const statusOf: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 507> = {
  encoding: 400,
  malformed: 400,
  'too-large': 413,
  'not-found': 404,
  unauthenticated: 401,
  forbidden: 403,
  refused: 422,
  conflict: 409,
  config: 500,
  keys: 500,
  'peer-unreachable': 502,
  'peer-answer': 502,
  'request-skew': 401,
  'request-replayed': 401,
  'log-stopped': 503,
  'not-running': 503,
  'disk-full': 507,
  'too-many': 429,
};

/** What a problem looks like, of every route alike. */
export const problemSchema = z.strictObject({
  type: z.string().meta({ description: 'A page of this node that says what the code means.' }),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: 'Stable: what programs go by.' }),
  detail: z.string().meta({ description: 'For people: what was wrong, and where.' }),
  instance: z.string().meta({ description: 'The path that was asked.' }),
  items: z
    .array(z.unknown())
    .exactOptional()
    .meta({ description: 'What was wrong in each part, where there are parts.' }),
});

type Problem = Omit<z.infer<typeof problemSchema>, 'instance' | 'items'> & {
  instance?: string;
  items?: readonly unknown[];
};

/** What each code means, and where that is written. Without it a problem has no page: between nodes nobody reads one. */
export type Catalogue = { titleOf(code: string): string; typeOf(code: string): string };

/** Problem details (RFC 9457). A bug answers 500 with no more than that; its trace goes to the log. */
export function toProblem(c: Context, thrown: unknown, logger: Logger, catalogue?: Catalogue): Response {
  const answer = (...[status, code, detail, items]: Refusal): Response =>
    respond(c, {
      type: catalogue?.typeOf(code) ?? 'about:blank',
      title: catalogue?.titleOf(code) ?? code,
      status,
      code,
      detail,
      ...(catalogue ? { instance: c.req.path } : {}),
      ...(items && items.length > 0 ? { items } : {}),
    });
  if (thrown instanceof ZodError) {
    const issues = thrown.issues.slice(0, 20).map((i) => ({ path: i.path.join('.'), message: i.message }));
    const first = issues[0];
    return answer(400, 'malformed', first ? `${first.path || 'body'}: ${first.message}` : 'malformed', issues);
  }
  // Class 22, data exception: a character, number or date that the database cannot hold.
  if (sqlState(thrown)?.startsWith('22')) return answer(400, 'malformed', 'a value is outside of what can be stored');
  if (thrown instanceof TamgaError) {
    const { retryAfterS } = thrown.detail;
    if (retryAfterS !== undefined) c.header('retry-after', String(retryAfterS));
    return answer(statusOf[thrown.code], thrown.detail.code ?? thrown.code, thrown.message, thrown.detail.items);
  }
  if (isLost(thrown)) {
    logger.warn('database-away', { path: c.req.path });
    return answer(503, 'database-away', 'the database does not answer: try again in a moment');
  }
  logger.error('bug', {
    path: c.req.path,
    error: thrown instanceof Error ? (thrown.stack ?? thrown.message).slice(0, 1500) : 'unknown',
  });
  return answer(500, 'bug', 'an error of the node itself; its log has the trace');
}

type Refusal = [status: number, code: string, detail: string, items?: readonly unknown[] | undefined];

function respond(c: Context, problem: Problem): Response {
  c.header('content-type', 'application/problem+json');
  return c.body(JSON.stringify(problem), problem.status as 400);
}
