import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { vi } from 'vitest';
import { tamga } from '../command-line.ts';
import type { Net } from './nodes.ts';

/** The words of an example as a shell reads them, in a folder of the test. */
function wordsOf({ home }: Net, example: string, given: Record<string, string>): string[] {
  const [line = ''] = example.split(' | ');
  const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  return words.map((word) => given[word] ?? word.replace(/(?<=^|=)\.\//, `${home}/`));
}

type Printed = { code: number; out: string; err: string; answers: unknown[] };

/** Runs it and gives what the nodes answered meanwhile. */
export async function runExample(net: Net, example: string, given: Record<string, string>): Promise<Printed> {
  const words = wordsOf(net, example, given);
  const [settings, args] = [words.slice(0, words.indexOf('tamga')), words.slice(words.indexOf('tamga') + 1)];
  for (const [name = '', value = ''] of settings.map((word) => word.split('='))) vi.stubEnv(name, value);
  const written = args[args.findIndex((word) => word === '-o' || word === '--out') + 1];
  if (written?.startsWith(net.home)) rmSync(written, { force: true });
  const answers: unknown[] = [];
  const watched = (code: string) => {
    const { api, ...node } = net.node(code);
    const request: typeof api.request = async (...asked) => {
      const response = await api.request(...asked);
      if (response.headers.get('content-type') === 'application/json') answers.push(await response.clone().json());
      return response;
    };
    return { ...node, api: { request } };
  };
  const ran = await tamga({ ...net, node: watched } as unknown as Net, [...args, '--json']);
  return { ...ran, answers };
}

/** Whether it is an answer, all items of the pages of a list, or a member of one. */
export function isAnswered(value: unknown, answers: readonly unknown[]): boolean {
  const members = answers.flatMap((one) => Object.values(one as object) as unknown[]);
  const items = answers.flatMap((one) => (one as { items?: unknown[] }).items ?? []);
  return [...answers, ...members, items].some((one) => isDeepStrictEqual(one, value));
}
