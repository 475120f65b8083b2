import { readFileSync } from 'node:fs';
import { compileMessages } from '../tools/compile-messages.ts';
import type { Locale } from '#web/i18n/locales.ts';
import { createTranslate } from '#web/i18n/translate.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** The messages of a language as its file has them. */
export const readMessages = (locale: Locale): Record<string, string> => readWords(`${locale}.json`);

/** What a language says of each problem's code. */
export const readProblems = (locale: 'ru' | 'zh'): Record<string, string> => readWords(`problems.${locale}.json`);

/** What a language says of each code by which rules say why, and which is no problem's. */
export const readCodes = (locale: 'ru' | 'zh'): Record<string, string> => readWords(`codes.${locale}.json`);

const readWords = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../src/web/i18n/${name}`, import.meta.url), 'utf8')) as Record<string, string>;

/** The voice of the pages in a language, without a browser. */
export const speak = (locale: Locale): Translate =>
  createTranslate(locale, compileMessages(readMessages(locale)), compileMessages(readMessages('en')));
