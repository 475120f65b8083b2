import { inWords } from '../i18n/in-words.ts';
import { useMeaning } from '../i18n/problem-meaning.ts';
import { useT } from '../i18n/use-t.ts';
import { visibleText } from './visible-text.ts';

type Props = {
  code: string | null | undefined;
  why: string | null | undefined;
  /** It stands within a sentence, and opens nothing. */
  inline?: boolean;
};

/** What the node says of a code: in English its own words, in another language what the code means, with the node's words behind it. */
export function Why({ code, why, inline = false }: Props) {
  const t = useT();
  const meaning = useMeaning(code ?? '');
  const words = why ? inWords(t, visibleText(why)) : '–';
  if (meaning === undefined) return <span {...(t.locale === 'en' ? {} : { lang: 'en', dir: 'ltr' })}>{words}</span>;
  if (inline) return <span title={words}>{meaning.replace(/[.。]$/, '')}</span>;
  return why ? (
    <details>
      <summary>{meaning}</summary>
      <span lang="en" dir="ltr">
        {words}
      </span>
    </details>
  ) : (
    meaning
  );
}
