import { InvalidArgumentError } from 'commander';
import { TamgaError } from '#platform/errors.ts';
import type { Use } from './make-directory.ts';

/** An option that may be repeated. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** An option that is a log index, or a number of them. */
export function logIndex(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
}

/** Cuts `a:b:c` into as many parts as there are names; the last one may hold colons. */
function partsOf<N extends string>(text: string, ...names: N[]): Record<N, string> {
  const cut = text.split(':');
  const parts = [...cut.slice(0, names.length - 1), cut.slice(names.length - 1).join(':')];
  if (cut.length < names.length || parts.includes(''))
    throw new TamgaError('malformed', `${text}: expected ${names.join(':')}`);
  return Object.fromEntries(names.map((name, i) => [name, parts[i]])) as Record<N, string>;
}

function asIndex(text: string, where: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new TamgaError('malformed', `${where}: ${text} is not a whole number`);
  return Number(text);
}

export function asDated(text: string): { code: string; day: string } {
  const { code, day } = partsOf(text, 'code', 'day');
  return { code, day };
}

/** `code:key:number`, or `code:key:number:log`. */
export function asRoot(text: string): { code: string; rootKey: string; rootFrom: number; rootLog?: number } {
  const { code, key, number: places } = partsOf(text, 'code', 'key', 'number');
  const [number = '', log] = places.split(/:(.*)/s, 2);
  const root = { code, rootKey: key, rootFrom: asIndex(number, text) };
  return log === undefined ? root : { ...root, rootLog: asIndex(log, text) };
}

export function asKey(text: string): { use: Use | 'tls'; authority?: string } {
  if (text === 'tls') return { use: text };
  if (text === 'log' || text === 'witness' || text === 'transport' || text === 'wrap') return { use: text };
  const { use, authority } = partsOf(text, 'use', 'authority');
  if (use !== 'record' && use !== 'wrap')
    throw new TamgaError(
      'malformed',
      `${text}: expected log, witness, transport, tls, record:<authority> or wrap:<authority>`,
    );
  return { use, authority };
}

export function asEnd(text: string): { kid: string; index: number } {
  const { kid, index } = partsOf(text, 'kid', 'index');
  return { kid, index: asIndex(index, text) };
}

/** `kid:<from>:<to>`; of a log that has ended, `kid:<log>.<from>:<to>`. */
export function asDisowned(text: string): { kid: string; from: number; to: number; log?: number } {
  const { kid, from: place, to } = partsOf(text, 'kid', 'from', 'to');
  const [from = '', log] = place.split('.').toReversed();
  return {
    ...(log === undefined ? {} : { log: asIndex(log, text) }),
    kid,
    from: asIndex(from, text),
    to: asIndex(to, text),
  };
}

/** `code:day` or `code:day:successor`. */
export function asEnding(text: string): { code: string; day: string; successor?: string } {
  const { code, day } = partsOf(text, 'code', 'day');
  const [last = '', successor] = day.split(':');
  if (!/^\d{4}-\d\d-\d\d$/.test(last) || successor === '')
    throw new TamgaError('malformed', `${text}: expected code:last day:successor, such as xa/fiu:2030-06-30:xa/police`);
  return successor === undefined ? { code, day: last } : { code, day: last, successor };
}

export function asAuthority(text: string): { code: string; name: string } {
  const { code, name } = partsOf(text, 'code', 'name');
  return { code, name };
}
