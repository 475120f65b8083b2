import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type en from './en.json';
import { tagOf } from './locales.ts';
import type { Locale } from './locales.ts';

export type MessageKey = keyof typeof en;

/** Messages of a language by key: a plain text as it is, one with arguments as it was parsed when the pages were built. */
export type Messages = Readonly<Record<string, string | MessageFormatElement[]>>;

export type Values = Readonly<Record<string, string | number>>;

/** Says a message in one language, and what else is said by language. */
export interface Translate {
  (key: MessageKey, values?: Values): string;
  locale: Locale;
  /** A message whose arguments are parts of a page; the parts of the sentence in their order. */
  parts: <T>(key: MessageKey, values: Readonly<Record<string, T>>) => (string | T)[];
  /** Digits grouped as the language does. */
  number: (n: number) => string;
  /** The name of a member of a closed list (`verdict`, `kind`, `state`); the word itself where no name is known. */
  term: (list: string, word: string) => string;
}

/** The voice of one language. What `messages` lacks is said in English by `fallback`. */
export function createTranslate(locale: Locale, messages: Messages, fallback: Messages = messages): Translate {
  const formats = new Map<string, IntlMessageFormat>();
  const digits = new Intl.NumberFormat(tagOf(locale));

  function formatOf(key: string, parsed: MessageFormatElement[]): IntlMessageFormat {
    const known = formats.get(key);
    if (known) return known;
    const made = new IntlMessageFormat(parsed, tagOf(key in messages ? locale : 'en'));
    formats.set(key, made);
    return made;
  }

  function say(key: MessageKey, values: Values = {}): string {
    const message = messages[key] ?? fallback[key] ?? key;
    return typeof message === 'string' ? message : String(formatOf(key, message).format(values));
  }

  function parts<T>(key: MessageKey, values: Readonly<Record<string, T>>): (string | T)[] {
    const message = messages[key] ?? fallback[key] ?? key;
    if (typeof message === 'string') return [message];
    return [formatOf(key, message).format<T>({ ...values })].flat() as (string | T)[];
  }

  function term(list: string, word: string): string {
    const name = messages[`${list}.${word}`] ?? fallback[`${list}.${word}`];
    return typeof name === 'string' ? name : word;
  }

  return Object.assign(say, {
    locale,
    parts,
    number: (n: number) => digits.format(n),
    term,
  });
}
