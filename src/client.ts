import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Role } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { readMachineToken } from './machine.ts';

/** What a running node leaves in its folder for the command line. */
const runningSchema = z.object({ participant: z.string(), url: z.url(), pid: z.number() });
export const runningPath = (home: string): string => join(home, 'node.json');

export type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; bytes?: Uint8Array };
/** Asks a node's API as an officer of this machine. Errors: not-running, and those of the API with their codes. */
export type Client = { node: string; ask<T = unknown>(path: string, asked?: Asked): Promise<T> };

/** Finds the node's folder: `<home>/<node>` of a demonstration, or `<home>` itself where a lone node lies. */
export function openClient(home: string, node: string | undefined, role: Role): Client {
  const folder = node === undefined ? resolve(home) : join(resolve(home), node);
  const path = runningPath(folder);
  if (!existsSync(path))
    throw new TamgaError(
      'not-running',
      `no node has run in ${folder}: start it, or name another with --node and TAMGA_HOME`,
    );
  const running = runningSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const token = readMachineToken(folder, role);
  return { node: running.participant, ask: (path_, asked = {}) => ask(running.url, token, path_, asked) };
}

async function ask<T>(url: string, token: string, path: string, { method = 'GET', body, bytes }: Asked): Promise<T> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const payload = body === undefined ? bytes : JSON.stringify(body);
  const init = {
    method,
    headers,
    ...(payload === undefined ? {} : { body: payload as string }),
    signal: AbortSignal.timeout(600_000),
  };
  const response = await fetch(new URL(path, url), init).catch((cause: unknown) => {
    throw new TamgaError('not-running', `the node at ${url} does not answer`, { cause });
  });
  return readAnswer<T>(response);
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
