import { Button, Group, Kbd, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { hasSingleKeys } from '#web/palette/state.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { JsonView } from '#web/ui/JsonView.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { RecordDetail } from './api.ts';
import { RecordContent } from './RecordContent.tsx';
import { fetchTranslations, inTranslation, translationKind } from './translated.ts';
import type { Translated } from './translated.ts';

const key = 'o';

/** What a record says: the original, which alone binds, and one key away what it says in other languages. */
export function RecordTexts({ record, mayTranslate }: { record: RecordDetail; mayTranslate: boolean }) {
  const t = useT();
  const those = record.related
    .filter(({ kind }) => kind === translationKind)
    .map(({ ref, destroyed }) => ({ ref, destroyed }));
  const { data: translations = [] } = useQuery({
    queryKey: ['records', 'translations', record.ref, those],
    queryFn: () => fetchTranslations(record.related),
    enabled: those.length > 0 && record.body !== null,
  });
  const [last, setLast] = useState<string | null>(null);
  const [isOriginal, setOriginal] = useState(true);
  // At first that in the reader's language.
  const preferred = translations.find(({ lang }) => lang.split('-', 1)[0] === t.locale) ?? translations[0];
  const chosen = translations.find(({ ref }) => ref === last) ?? preferred;
  useKey(key, chosen !== undefined, () => setOriginal((before) => !before));
  const isTranslated = !isOriginal && chosen !== undefined && record.body !== null;
  return (
    <>
      {isTranslated ? (
        <InTranslation body={record.body ?? ''} translation={chosen} />
      ) : (
        <div lang={record.envelope.lang}>
          <RecordContent record={record} />
        </div>
      )}
      <Choice
        record={record}
        mayWrite={mayTranslate}
        translations={translations}
        shown={isTranslated ? chosen.ref : null}
        onChoose={(ref) => {
          setOriginal(ref === null);
          if (ref !== null) setLast(ref);
        }}
      />
    </>
  );
}

function InTranslation({ body, translation }: { body: string; translation: Translated }) {
  const t = useT();
  const { ref, author, lang, status, texts } = translation;
  const value = useMemo(() => inTranslation(JSON.parse(body) as unknown, texts), [body, texts]);
  return (
    <Section
      title={t('records.translations.title')}
      note={
        <>
          {t('records.translations.by', {
            status: t.term('translation', status),
            language: nameOf(lang, t.locale),
            author,
          })}{' '}
          <PageLink to={links.record(ref)} inText>
            {t('records.translations.itsRecord')}
          </PageLink>
        </>
      }
    >
      <div lang={lang} dir="auto">
        <Panel>
          <JsonView value={value} />
        </Panel>
      </div>
    </Section>
  );
}

type ChoiceProps = {
  record: RecordDetail;
  mayWrite: boolean;
  translations: readonly Translated[];
  shown: string | null;
  onChoose: (ref: string | null) => void;
};

/** The original and each translation, as buttons of which one is pressed; and the way to write another. */
function Choice({ record, translations, shown, mayWrite, onChoose }: ChoiceProps) {
  const t = useT();
  if (translations.length === 0 && !mayWrite) return null;
  const one = (ref: string | null, name: string) => (
    <Button
      key={ref ?? ''}
      size="compact-sm"
      variant={shown === ref ? 'filled' : 'default'}
      aria-pressed={shown === ref}
      onClick={() => onChoose(ref)}
    >
      {name}
    </Button>
  );
  return (
    <Group gap="xs" mb="lg" role="group" aria-label={t('records.translations.choice')}>
      {translations.length > 0 ? one(null, t('records.translations.original')) : null}
      {translations.map(({ ref, lang, status, author }) =>
        one(ref, `${nameOf(lang, t.locale)}, ${t.term('translation', status)}, ${author}`),
      )}
      {translations.length > 0 && hasSingleKeys() ? (
        <Text size="sm" c="dimmed">
          <Kbd>{key}</Kbd> {t('records.translations.key')}
        </Text>
      ) : null}
      {mayWrite ? (
        <ButtonLink size="compact-sm" to={links.translate(links.record(record.ref))}>
          {t('records.translations.write')}
        </ButtonLink>
      ) : null}
    </Group>
  );
}

/** A language by its name in the language of the pages; its tag where that is not known. */
function nameOf(lang: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

/** Does something at a key, where nobody types and no form is open (WCAG 2.2 §2.1.4: with the other single keys it can be switched off). */
function useKey(letter: string, isOn: boolean, act: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== letter || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (isTyping || !hasSingleKeys() || document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      act();
    };
    // After the keys of every page, which take what follows `g`.
    globalThis.addEventListener('keydown', hear);
    return () => globalThis.removeEventListener('keydown', hear);
  });
}
