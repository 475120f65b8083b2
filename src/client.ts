import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Role } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { readMachineToken } from './machine.ts';

/** What a running node leaves in its folder for the command line. */
const runningSchema = z.object({ participant: z.string(), url: z.url(), pid: z.number() });
export const runningPath = (home: string): string => join(home, 'node.json');

export type Asked = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  bytes?: Uint8Array;
  file?: Blob;
  /** It makes something that must not be made twice: sent with a key of its own, and again under the same where the answer was lost. */
  once?: true;
};
/** Asks a node's API as an officer of this machine. Errors: not-running, and those of the API with their codes. */
export type Client = {
  node: string;
  ask<T = unknown>(path: string, asked?: Asked): Promise<T>;
  /** As `ask`, for an answer that is a file. */
  download(path: string, asked?: Asked): Promise<{ bytes: Uint8Array; headers: Headers }>;
  /** As `download`, for a file that may be large. */
  stream(path: string): Promise<AsyncIterable<Uint8Array>>;
};

/**
 * Finds the node's folder: `<home>/<node>` of a demonstration, or `<home>` itself where a lone node lies. Errors:
 * not-running, with the nodes that there are; config, keys.
 */
export function openClient(home: string, node: string | undefined, role: Role, officer?: string): Client {
  const folder = node === undefined ? resolve(home) : join(resolve(home), node);
  const path = runningPath(folder);
  if (!existsSync(path)) throw new TamgaError('not-running', whyNot(resolve(home), node));
  const running = readRunning(path);
  const token = readMachineToken(folder, role);
  const as = { authorization: `Bearer ${token}`, ...(officer === undefined ? {} : { 'tamga-officer': officer }) };
  return {
    node: running.participant,
    ask: async <T>(path_: string, asked: Asked = {}) => readAnswer<T>(await send(running.url, as, path_, asked)),
    download: async (path_, asked = {}) => readFileAnswer(await send(running.url, as, path_, asked)),
    stream: async (path_) => readStreamAnswer(await send(running.url, as, path_, {})),
  };
}

function readRunning(path: string): z.infer<typeof runningSchema> {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new TamgaError('config', `${path} cannot be read: start the node anew`, { cause });
  }
}

/** Why no node was found, and which there are instead. A folder with `alliance/` in it is a node's. */
function whyNot(home: string, node: string | undefined): string {
  if (node === undefined && isNodeFolder(home)) return `the node in ${home} is not running: start it first`;
  const names = existsSync(home) ? readdirSync(home).filter((name) => isNodeFolder(join(home, name))) : [];
  const state = (name: string): string => (existsSync(runningPath(join(home, name))) ? name : `${name} (stopped)`);
  const there =
    names.length > 0 ? `nodes in ${home}: ${names.map(state).join(', ')}` : `there is no node in ${home} (TAMGA_HOME)`;
  return node === undefined ? `say which node with --node; ${there}` : `node ${node} is not running; ${there}`;
}

const isNodeFolder = (folder: string): boolean => existsSync(join(folder, 'alliance'));

const retries = 3;

async function send(url: string, as: Record<string, string>, path: string, asked: Asked): Promise<Response> {
  if (!asked.once) return sendOnce(url, as, path, asked);
  const key = randomUUID();
  for (let left = retries; ; left--) {
    const sent = await sendOnce(url, as, path, asked, key).catch((error: unknown) => error);
    if (sent instanceof Response ? !(await isPassing(sent)) || left === 0 : left === 0 || isAway(sent)) {
      if (sent instanceof Response) return sent;
      throw sent;
    }
    await sleep(500);
  }
}

/** Where nobody listens at all there is nothing to wait for. */
const isAway = (thrown: unknown): boolean =>
  /ECONNREFUSED|ENOTFOUND/.test(String((thrown as { cause?: { cause?: unknown } }).cause?.cause));

/** The database is away for a moment, or the request is still being worked on from the time before. */
const isPassing = async (response: Response): Promise<boolean> =>
  response.status === 503 ||
  (response.status === 409 && toError(await response.clone().text(), 409).detail.code === 'key-busy');

async function sendOnce(
  url: string,
  as: Record<string, string>,
  path: string,
  asked: Asked,
  key?: string,
): Promise<Response> {
  const { method = 'GET', body, bytes, file } = asked;
  const headers = {
    ...as,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const payload = body === undefined ? (bytes ?? file) : JSON.stringify(body);
  const init = {
    method,
    headers,
    ...(payload === undefined ? {} : { body: payload as string }),
    signal: AbortSignal.timeout(600_000),
  };
  return fetch(new URL(path, url), init).catch((cause: unknown) => {
    throw new TamgaError('not-running', `the node at ${url} is not running: it does not answer`, { cause });
  });
}

/** Every item of a list, page by page. */
export async function askAll<T>(client: Pick<Client, 'ask'>, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null;) {
    const query = new URLSearchParams({ limit: '200', ...(next === '' ? {} : { before: next }) });
    const page: Page<T> = await client.ask<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
type Page<T> = { items: T[]; next: string | null };

/** A file that the API answers with. Errors: as `readAnswer`. */
export async function readFileAnswer(response: Response): Promise<{ bytes: Uint8Array; headers: Headers }> {
  if (!response.ok) await readAnswer(response);
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

/** As `readFileAnswer`, as it comes. */
async function readStreamAnswer(response: Response): Promise<AsyncIterable<Uint8Array>> {
  if (!response.ok) await readAnswer(response);
  return response.body ?? new Blob([]).stream();
}

/** What an answer of the API holds. Errors: refused, with the problem's code. */
export async function readAnswer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw toError(text, response.status);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function toError(text: string, status: number): TamgaError {
  const problem = z.object({ code: z.string(), detail: z.string() }).safeParse(tryJson(text));
  if (!problem.success) return new TamgaError('refused', `the node answered ${status}`);
  return new TamgaError('refused', problem.data.detail, { detail: { code: problem.data.code } });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
