import { tagOf } from './locales.ts';
import type { Translate } from './translate.ts';

/** 'A, B or C', as the language says it. */
export const sayAnyOf = (t: Translate, words: readonly string[]): string =>
  new Intl.ListFormat(tagOf(t.locale), { type: 'disjunction' }).format(words);
