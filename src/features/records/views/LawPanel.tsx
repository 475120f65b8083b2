import { Box, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { splitBasis } from '#web/handling.ts';
import { useLaw } from '#web/law.ts';
import type { Law } from '#web/law.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { languageName } from '#web/i18n/lists.ts';
import { inLanguage, languageOf } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';

/** The article on which the record is to rest, and the elements of an offence, in full beside the form. */
export function LawPanel({ basis }: { basis: string }) {
  const t = useT();
  const law = useLaw();
  return (
    <Section title={t('records.law.title')} note={t('records.law.note')}>
      <Panel>
        <Loaded query={law}>
          {(data) => (
            <Stack>
              <Article law={data} basis={basis} />
              <Offence law={data} />
            </Stack>
          )}
        </Loaded>
      </Panel>
    </Section>
  );
}

function Article({ law, basis }: { law: Law; basis: string }) {
  const t = useT();
  const { instrument, article } = splitBasis(basis);
  const found = law.instruments.find((one) => one.instrument === instrument);
  const entry = found?.articles.find((one) => one.article === article);
  if (!found || !entry) return <Empty title={t('records.law.none')}>{t('records.law.noneWhy')}</Empty>;
  const text = inLanguage(t, entry);
  const language = languageOf(t, entry, 'text');
  return (
    <article>
      <Text size="sm" c="dimmed">
        {visibleText(found.names[t.locale] ?? found.names['en'] ?? found.instrument)}
      </Text>
      <Text fw={600} lang={languageOf(t, entry, 'title')}>
        {t('ui.handlingFields.article', { article: text.article, title: visibleText(text.title) })}
      </Text>
      {text.text === null ? (
        <Text>{t('records.law.noText')}</Text>
      ) : (
        <Text lang={language} dir="auto">
          {visibleText(text.text)}
        </Text>
      )}
      {text.text === null || language === t.locale ? null : (
        <Text size="sm" c="dimmed">
          {t('records.law.language', { language: languageName(t, language) })}
        </Text>
      )}
      {text.evidence !== null && text.evidence !== 'S' ? (
        <Text size="sm" c="dimmed">
          {t('records.law.evidence', { seen: text.evidence })}
        </Text>
      ) : null}
      {found.caution === null ? null : (
        <Text size="sm" c="dimmed" lang={languageOf(t, found, 'caution')}>
          {visibleText(inLanguage(t, found).caution ?? '')}
        </Text>
      )}
    </article>
  );
}

function Offence({ law }: { law: Law }) {
  const t = useT();
  const [code, setCode] = useState('');
  const found = law.offences.find((one) => one.code === code);
  const offence = found ? inLanguage(t, found) : undefined;
  return (
    <div>
      <NativeSelect
        label={t('records.law.offence')}
        value={code}
        data={[
          { value: '', label: t('records.choose') },
          ...law.offences.map((one) => ({ value: one.code, label: visibleText(inLanguage(t, one).title) })),
        ]}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {found && offence ? (
        <div>
          <ol lang={languageOf(t, found, 'elements')}>
            {offence.elements.map((element) => (
              <li key={element}>{visibleText(element)}</li>
            ))}
          </ol>
          {offence.guard === null ? null : (
            <Text size="sm" lang={languageOf(t, found, 'guard')}>
              {visibleText(offence.guard)}
            </Text>
          )}
        </div>
      ) : null}
      <Box component="details" mt="sm">
        <summary>{t('records.law.barred')}</summary>
        <ul>
          {law.barred.map((ground) => (
            <li key={ground.code} lang={languageOf(t, ground, 'title')}>
              {`${visibleText(inLanguage(t, ground).title)} (${ground.rule})`}
            </li>
          ))}
        </ul>
      </Box>
    </div>
  );
}
