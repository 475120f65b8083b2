import { useEffect, useState } from 'react';
import type { Locale } from './locales.ts';
import { useT } from './use-t.ts';

type Sentences = Readonly<Record<string, string>>;

/** What each code means, by language; fetched with the first problem. In English the node says it better itself. */
const files: Partial<Record<Locale, () => Promise<{ default: Sentences }>>> = {
  ru: () => import('./problems.ru.json'),
  zh: () => import('./problems.zh.json'),
};

/** The meaning of a problem's code in the language of the page; undefined where the node's own words are all there is. */
export function useMeaning(code: string): string | undefined {
  const { locale } = useT();
  const [known, setKnown] = useState<{ locale: Locale; sentences: Sentences }>();
  useEffect(() => {
    let isOver = false;
    files[locale]?.().then(
      ({ default: sentences }) => {
        if (!isOver) setKnown({ locale, sentences });
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [locale]);
  return known?.locale === locale ? known.sentences[code] : undefined;
}
