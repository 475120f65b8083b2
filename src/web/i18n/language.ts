import { dirOf, pickLocale } from './locales.ts';
import type { Locale } from './locales.ts';
import { createTranslate } from './translate.ts';
import type { Messages, Translate } from './translate.ts';

const storageKey = 'tamga.language';

type File = () => Promise<{ default: Messages }>;

/** Each language is a file of its own, in two parts: what the first pages say, and the rest. */
const files: Record<Locale, readonly [first: File, rest: File]> = {
  en: [() => import('./en.json?first'), () => import('./en.json?rest')],
  ru: [() => import('./ru.json?first'), () => import('./ru.json?rest')],
  zh: [() => import('./zh.json?first'), () => import('./zh.json?rest')],
  fa: [() => import('./fa.json?first'), () => import('./fa.json?rest')],
};

async function load(locale: Locale): Promise<Messages> {
  const [first, rest] = files[locale];
  const parts = await Promise.all(isWhole ? [first(), rest()] : [first()]);
  return Object.assign({}, ...parts.map((part) => part.default)) as Messages;
}

const listeners = new Set<() => void>();
let current: Translate | undefined;
/** The language that was asked for last, for which time, and until when. */
let wanted: Locale | undefined;
let asked = 0;
let newest: Promise<void> | undefined;
/** All messages are there, not only those of the first pages. */
let isWhole = false;

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
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
  await speak(locale);
}

/** Fetches what all pages say. Done with the first page that is not one of the first. */
export async function learnAll(): Promise<void> {
  if (isWhole) return;
  isWhole = true;
  try {
    if (wanted) await speak(wanted);
  } catch (error) {
    isWhole = false;
    throw error;
  }
}

function speak(locale: Locale): Promise<void> {
  wanted = locale;
  newest = fetchAndSpeak(locale, ++asked);
  return newest;
}

async function fetchAndSpeak(locale: Locale, turn: number): Promise<void> {
  const messages = await load(locale);
  const fallback = locale === 'fa' ? await load('en') : messages;
  // An answer that comes after another was asked for is not taken: whoever waits for it waits for that one.
  if (turn !== asked) return newest;
  current = createTranslate(locale, messages, fallback);
  document.documentElement.lang = locale === 'zh' ? 'zh-Hans' : locale;
  document.documentElement.dir = dirOf(locale);
  for (const listener of listeners) listener();
  return undefined;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
