import { useEffect, useState } from 'react';
import type { Locale } from './locales.ts';
import { useT } from './use-t.ts';

type Sentences = Readonly<Record<string, string>>;
type File = Promise<{ default: Sentences }>;

const both = async (problems: File, codes: File): Promise<Sentences> => ({
  ...(await codes).default,
  ...(await problems).default,
});

/** What each code means, by language: those of problems, and those by which rules say why. Fetched with the first. In English the node says it better itself. */
const files: Partial<Record<Locale, () => Promise<Sentences>>> = {
  ru: () => both(import('./problems.ru.json'), import('./codes.ru.json')),
  zh: () => both(import('./problems.zh.json'), import('./codes.zh.json')),
};

/** The meaning of a problem's code in the language of the page; undefined where the node's own words are all there is. */
export function useMeaning(code: string): string | undefined {
  const { locale } = useT();
  const [known, setKnown] = useState<{ locale: Locale; sentences: Sentences }>();
  useEffect(() => {
    let isOver = false;
    files[locale]?.().then(
      (sentences) => {
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
