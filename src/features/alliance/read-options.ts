import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { contactsSchema } from './directory.ts';
import type { Contact } from './directory.ts';
import { readText } from './document-files.ts';
import type { Use } from './make-directory.ts';
import { otherNames } from './profile-languages.ts';

/** An option that may be repeated. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The same, each value read as it comes: one that cannot be meant is wrong usage. */
export const collectAs =
  <T>(read: (text: string) => T) =>
  (value: string, before: T[] = []): T[] => [...before, read(value)];

/** An option that is a log index, or a number of them. */
export function logIndex(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is no whole number.`);
}

/** Cuts `a:b:c` into as many parts as there are names; the last one may hold colons. */
function partsOf<N extends string>(text: string, ...names: N[]): Record<N, string> {
  const cut = text.split(':');
  const parts = [...cut.slice(0, names.length - 1), cut.slice(names.length - 1).join(':')];
  if (cut.length < names.length || parts.includes(''))
    throw new InvalidArgumentError(`It has to be ${names.join(':')}.`);
  return Object.fromEntries(names.map((name, i) => [name, parts[i]])) as Record<N, string>;
}

/** The day of an option's value. */
function asDay(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new InvalidArgumentError(`${text} is no day: YYYY-MM-DD.`);
}

export function asDated(text: string): { code: string; day: string } {
  const { code, day } = partsOf(text, 'code', 'day');
  return { code, day: asDay(day) };
}

/** `code:key:number`, or `code:key:number:log`. */
export function asRoot(text: string): { code: string; rootKey: string; rootFrom: number; rootLog?: number } {
  const { code, key, number: places } = partsOf(text, 'code', 'key', 'number');
  const [number = '', log] = places.split(/:(.*)/s, 2);
  const root = { code, rootKey: key, rootFrom: logIndex(number) };
  return log === undefined ? root : { ...root, rootLog: logIndex(log) };
}

export function asKey(text: string): { use: Use | 'tls'; authority?: string } {
  if (text === 'tls') return { use: text };
  if (text === 'log' || text === 'witness' || text === 'transport' || text === 'wrap') return { use: text };
  const [, use, authority] = /^(record|wrap):(.+)$/.exec(text) ?? [];
  if ((use !== 'record' && use !== 'wrap') || authority === undefined)
    throw new InvalidArgumentError(
      'It has to be log, witness, transport, tls, record:<authority> or wrap:<authority>.',
    );
  return { use, authority };
}

export function asEnd(text: string): { kid: string; index: number } {
  const { kid, index } = partsOf(text, 'kid', 'index');
  return { kid, index: logIndex(index) };
}

/** `kid:<from>:<to>`; of a log that has ended, `kid:<log>.<from>:<to>`. */
export function asDisowned(text: string): { kid: string; from: number; to: number; log?: number } {
  const { kid, from: place, to } = partsOf(text, 'kid', 'from', 'to');
  const [from = '', log] = place.split('.').toReversed();
  return {
    ...(log === undefined ? {} : { log: logIndex(log) }),
    kid,
    from: logIndex(from),
    to: logIndex(to),
  };
}

/** `code:day` or `code:day:successor`. */
export function asEnding(text: string): { code: string; day: string; successor?: string } {
  const { code, day } = partsOf(text, 'code', 'day');
  const [last = '', successor] = day.split(':');
  if (successor === '')
    throw new InvalidArgumentError('It has to be code:last day:successor, such as xa/fiu:2030-06-30:xa/police.');
  return successor === undefined ? { code, day: asDay(last) } : { code, day: asDay(last), successor };
}

export function asAuthority(text: string): { code: string; name: string } {
  const { code, name } = partsOf(text, 'code', 'name');
  return { code, name };
}

/** `code:language:name` */
export function asNaming(text: string): { code: string; language: string; name: string } {
  const { code, language, name } = partsOf(text, 'code', 'language', 'name');
  if (otherNames.safeParse({ [language]: name }).success) return { code, language, name };
  throw new InvalidArgumentError(
    `${language} is no language tag such as ru, or it is English, which is the name itself.`,
  );
}

/** A file with the list of contact points. */
export function asContacts(file: string): Contact[] {
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(`${file} is no JSON.`);
  }
  const parsed = contactsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InvalidArgumentError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
}
