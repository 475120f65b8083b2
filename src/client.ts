import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Role } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { createClient, pagesOf } from './api-client.ts';
import type { Client } from './api-client.ts';
import { readMachineToken } from './machine.ts';

/** What a running node leaves in its folder for the command line. */
const runningSchema = z.object({ participant: z.string(), url: z.url(), pid: z.number() });
export const runningPath = (home: string): string => join(home, 'node.json');

/** Where a node is, and as whom it is asked. */
export type Place = { url: string; token: string; officer?: string };
type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** Asks a node's API as an officer of this machine. Errors: those of `findNode` and `sendTo`. */
export const openClient = (...whom: Parameters<typeof findNode>): Client => clientAt(findNode(...whom));

/** The client that a program of others has, with the errors of this one: what makes something is sent under a key. */
export const clientAt = (place: Place, by?: Fetch): Client =>
  createClient({ ...place, newKey: randomUUID, fetch: (url, init) => sendTo(url, init, by) });

/**
 * Finds the node's folder: `<home>/<node>` of a demonstration, or `<home>` itself where a lone node lies. Errors:
 * not-running, with the nodes that there are; config, keys.
 */
export function findNode(home: string, node: string | undefined, role: Role, officer?: string): Place {
  const folder = folderOf(resolve(home), node);
  const path = runningPath(folder);
  if (!existsSync(path)) throw whyNot(resolve(home), node);
  const { url } = readRunning(path);
  return { url, token: readMachineToken(folder, role), ...(officer === undefined ? {} : { officer }) };
}

/** A lone node's own folder is it, whoever asks for it by its name. */
function folderOf(home: string, node: string | undefined): string {
  if (node === undefined) return home;
  const isItself =
    isNodeFolder(home) && existsSync(runningPath(home)) && readRunning(runningPath(home)).participant === node;
  return isItself ? home : join(home, node);
}

function readRunning(path: string): z.infer<typeof runningSchema> {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new TamgaError('config', `${path} cannot be read: start the node anew`, { cause });
  }
}

/** Why no node was found, and which there are instead. A folder with `alliance/` in it is a node's. */
function whyNot(home: string, node: string | undefined): TamgaError {
  if (node === undefined && isNodeFolder(home))
    return new TamgaError('not-running', `the node in ${home} is not running: start it first`);
  const names = existsSync(home) ? readdirSync(home).filter((name) => isNodeFolder(join(home, name))) : [];
  const state = (name: string): string => (existsSync(runningPath(join(home, name))) ? name : `${name} (stopped)`);
  const there =
    names.length > 0 ? `nodes in ${home}: ${names.map(state).join(', ')}` : `there is no node in ${home} (TAMGA_HOME)`;
  const why = node === undefined ? 'say which node with --node' : `node ${node} is not running`;
  if (node === undefined && names.length > 0)
    return new TamgaError('not-running', `${why}; ${there}`, { detail: { code: 'node-missing' } });
  const isUnknown = node !== undefined && names.length > 0 && !names.includes(node);
  return new TamgaError('not-running', `${why}; ${there}`, isUnknown ? { detail: { code: 'no-such-node' } } : {});
}

const isNodeFolder = (folder: string): boolean => existsSync(join(folder, 'alliance'));

const retries = 3;

/**
 * Sends a request, and where it has a key and no answer came, again: under one key it is done once. Errors: not-running; refused, with
 * the problem's code.
 */
export async function sendTo(url: URL, init: RequestInit, by: Fetch = fetch): Promise<Response> {
  for (let left = new Headers(init.headers).has('idempotency-key') ? retries : 0; ; left--) {
    const sent = await by(url, { ...init, signal: AbortSignal.timeout(600_000) }).catch(
      (cause: unknown) =>
        new TamgaError('not-running', `the node at ${url.origin} is not running: it does not answer`, { cause }),
    );
    const isOver = left === 0 || (sent instanceof TamgaError ? isAway(sent) : !(await isPassing(sent)));
    if (isOver) return answered(sent);
    await sleep(500);
  }
}

async function answered(sent: Response | TamgaError): Promise<Response> {
  if (sent instanceof TamgaError) throw sent;
  if (!sent.ok) throw toRefusal(await sent.text(), sent.status);
  return sent;
}

/** Where nobody listens at all there is nothing to wait for. */
const isAway = ({ cause }: TamgaError): boolean =>
  /ECONNREFUSED|ENOTFOUND/.test(String((cause as { cause?: unknown }).cause));

/** The database is away for a moment, or the request is still being worked on from the time before. */
const isPassing = async (response: Response): Promise<boolean> =>
  response.status === 503 ||
  (response.status === 409 && toRefusal(await response.clone().text(), 409).detail.code === 'key-busy');

/** What an answer that is no success says: the problem's words, and its code. */
export function toRefusal(text: string, status: number): TamgaError {
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

/** Every item of a list, page by page. */
export async function allOf<T>(
  page: (asked: { limit: number; before?: string }) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pagesOf((before) => page({ limit: 200, ...before }))) items.push(item);
  return items;
}

/** The bytes of an answer that is a file, as they come. */
export const streamOf = ({ body }: Response): AsyncIterable<Uint8Array> => body ?? new Blob([]).stream();
