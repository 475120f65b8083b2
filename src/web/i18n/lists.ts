import { tagOf } from './locales.ts';
import type { Translate } from './translate.ts';

/** 'A, B or C', as the language says it. */
export const sayAnyOf = (t: Translate, words: readonly string[]): string =>
  new Intl.ListFormat(tagOf(t.locale), { type: 'disjunction' }).format(words);

/** What a language is called; its tag where nobody knows. */
export function languageName(t: Translate, tag: string): string {
  try {
    return new Intl.DisplayNames(tagOf(t.locale), { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
