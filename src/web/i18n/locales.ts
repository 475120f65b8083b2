/** The languages of the pages, each by its own name, as its readers look for it. */
export const locales = [
  { code: 'en', name: 'English', dir: 'ltr' },
  { code: 'ru', name: 'Русский', dir: 'ltr' },
  { code: 'zh', name: '中文', dir: 'ltr' },
  { code: 'fa', name: 'فارسی', dir: 'rtl' },
] as const;

export type Locale = (typeof locales)[number]['code'];

/** What `Intl` is asked for: Chinese as it is written in the mainland; Persian with its own calendar would tell other days than the records. */
const tags: Record<Locale, string> = { en: 'en', ru: 'ru', zh: 'zh-Hans-CN', fa: 'fa-u-ca-gregory' };

export const tagOf = (locale: Locale): string => tags[locale];

export const dirOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'fa' ? 'rtl' : 'ltr');

/** The first language of a list (`navigator.languages`) that the pages speak; English otherwise. */
export function pickLocale(wanted: readonly (string | null)[]): Locale {
  for (const one of wanted) {
    const base = one?.toLowerCase().split(/[-_]/, 1)[0];
    const found = locales.find(({ code }) => code === base);
    if (found) return found.code;
  }
  return 'en';
}
