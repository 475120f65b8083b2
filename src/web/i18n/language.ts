import { dirOf, pickLocale } from './locales.ts';
import type { Locale } from './locales.ts';
import { createTranslate } from './translate.ts';
import type { Messages, Translate } from './translate.ts';

const storageKey = 'tamga.language';

/** Each language is a file of its own, fetched when it is first spoken. */
const files: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: async () => toMessages(await import('./en.json')),
  ru: async () => toMessages(await import('./ru.json')),
  zh: async () => toMessages(await import('./zh.json')),
  fa: async () => toMessages(await import('./fa.json')),
};

/** The build has parsed what has arguments (`i18n-plugin`), which a JSON file's type cannot say. */
const toMessages = ({ default: messages }: { default: unknown }): { default: Messages } => ({
  default: messages as Messages,
});

const listeners = new Set<() => void>();
let current: Translate | undefined;
/** The language that was asked for last: an answer that comes later for another is not taken. */
let wanted: Locale | undefined;

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The voice of the pages. Only after `startLanguage`. */
export function currentTranslate(): Translate {
  if (!current) throw new Error('no language is loaded');
  return current;
}

/** Speaks the remembered language, or else the first of the browser's that there is. */
export const startLanguage = (): Promise<void> => speak(pickLocale([remembered(), ...navigator.languages]));

/** Changes the language of every page that is open here, and remembers it. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  await speak(locale);
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}

async function speak(locale: Locale): Promise<void> {
  wanted = locale;
  const { default: messages } = await files[locale]();
  const fallback = locale === 'fa' ? (await files.en()).default : messages;
  if (wanted !== locale) return;
  current = createTranslate(locale, messages, fallback);
  document.documentElement.lang = locale === 'zh' ? 'zh-Hans' : locale;
  document.documentElement.dir = dirOf(locale);
  for (const listener of listeners) listener();
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
