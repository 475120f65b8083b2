import { decodeBase64, LogError } from '@tamga/log';
import type { LogErrorCode } from '@tamga/log';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A case of the tlog corpus with its verdict. */
export type Entry = Record<string, unknown> & { name: string; ok: boolean };

export function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

export function readLines(folder: string, file: string): unknown[] {
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const decodeAll = (hashes: string[] | null): Uint8Array[] => (hashes ?? []).map(decodeBase64);

/** The code of a refusal, `accepted`, or a bug that passes through. */
export async function judge(action: () => unknown): Promise<LogErrorCode | 'accepted'> {
  try {
    await action();
    return 'accepted';
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

/** Names of the cases that were not judged as expected, with what they were judged. */
export async function misjudged<T extends { name: string }>(
  cases: readonly T[],
  isOk: (entry: T) => boolean,
  action: (entry: T) => unknown,
): Promise<string[]> {
  const verdicts = await Promise.all(cases.map(async (entry) => judge(() => action(entry))));
  return cases.flatMap((entry, i) => {
    const isExpected = (verdicts[i] === 'accepted') === isOk(entry);
    return isExpected ? [] : `${entry.name}: ${verdicts[i]}`;
  });
}
