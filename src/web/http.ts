import { z } from 'zod';
import type { ZodType } from 'zod';
import { query } from './query.ts';

export { query } from './query.ts';

type Init = Pick<RequestInit, 'method' | 'body' | 'keepalive'> & { headers?: Record<string, string> };
type ProblemDetails = { code?: unknown; detail?: unknown; items?: unknown };

/** What the node answered instead of a result: problem details (RFC 9457). `code` is stable, `message` is for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** What was wrong where, when the node says so. */
  readonly items: readonly { path: string; message: string }[];

  constructor(status: number, details: ProblemDetails) {
    super(typeof details.detail === 'string' ? details.detail : 'The node gave no reason.');
    this.name = 'ApiProblem';
    this.status = status;
    this.code = typeof details.code === 'string' ? details.code : `http-${status}`;
    this.items = Array.isArray(details.items) ? details.items.flatMap(toItem) : [];
  }
}

function toItem(item: unknown): { path: string; message: string }[] {
  if (typeof item !== 'object' || item === null) return [];
  const { path, message } = item as { path?: unknown; message?: unknown };
  return typeof message === 'string' ? [{ path: typeof path === 'string' ? path : '', message }] : [];
}

/**
 * One request to this page's own node. Every answer is parsed here, once.
 * @throws ApiProblem for an answer that is not 2xx (status 0: no answer), ZodError for one of another shape.
 */
export async function request<T>(schema: ZodType<T>, path: `/api/${string}`, init?: Init): Promise<T> {
  const response = await send(path, init);
  return schema.parse(await response.json());
}

/** Most pages of a list that are fetched together. */
const maxPages = 10;

/** Every item of a list, page by page: what a person can still look through. */
export async function requestAll<T>(item: ZodType<T>, path: `/api/${string}`): Promise<{ items: T[] }> {
  const page = z.object({ items: z.array(item), next: z.string().nullable() });
  const items: T[] = [];
  let next: string | null = '';
  for (let pages = 0; next !== null && pages < maxPages; pages++) {
    const rest: string = query({ limit: 200, before: next }).slice(1);
    const answer: z.infer<typeof page> = await request(page, `${path}${path.includes('?') ? '&' : '?'}${rest}`);
    items.push(...answer.items);
    next = answer.next;
  }
  return { items };
}

/** Like `request`, for an answer without content. */
export async function requestNothing(path: `/api/${string}`, init: Init): Promise<void> {
  await send(path, init);
}

/** The parts of a request that carries JSON. */
export function json(method: 'POST' | 'PUT', body: unknown): Init {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const attentionMs = 60_000;
let touchedAt = Date.now();
for (const name of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  globalThis.addEventListener?.(name, () => void (touchedAt = Date.now()), { capture: true, passive: true });

/** Pages ask by themselves whether something is new: where nobody is at them, that must not keep the session. */
const idle = (): Record<string, string> => (Date.now() - touchedAt > attentionMs ? { 'tamga-idle': '1' } : {});

let lastEnd = '';
/** Whether the node said that the session ended because nobody did anything. */
export const isEndedByIdling = (): boolean => lastEnd === 'session-idle';

async function send(path: string, init: Init = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...idle(), ...init.headers } });
  } catch {
    throw new ApiProblem(0, { code: 'no-answer', detail: 'The node does not answer. Is it running?' });
  }
  if (response.ok) return response;
  const details: unknown = await response.json().catch(() => null);
  const problem = new ApiProblem(response.status, typeof details === 'object' && details !== null ? details : {});
  if (problem.status === 401) lastEnd = problem.code;
  throw problem;
}
