import { NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { splitBasis } from '#web/handling.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';
import { fetchLaw } from './preview-api.ts';
import type { Law } from './preview-api.ts';

/** The article on which the record is to rest, and the elements of an offence, in full beside the form. */
export function LawPanel({ basis }: { basis: string }) {
  const t = useT();
  const law = useQuery({ queryKey: ['law'], queryFn: fetchLaw, staleTime: Infinity });
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
  const text = found?.articles.find((one) => one.article === article);
  if (!found || !text) return <Empty title={t('records.law.none')}>{t('records.law.noneWhy')}</Empty>;
  return (
    <article>
      <Text size="sm" c="dimmed">
        {visibleText(found.names[t.locale] ?? found.names['en'] ?? found.instrument)}
      </Text>
      <Text fw={600} lang="en">
        {t('ui.handlingFields.article', { article: text.article, title: visibleText(text.title) })}
      </Text>
      <Text lang="en" dir="auto">
        {text.text === null ? t('records.law.noText') : visibleText(text.text)}
      </Text>
      {text.evidence !== null && text.evidence !== 'S' ? (
        <Text size="sm" c="dimmed">
          {t('records.law.evidence', { seen: text.evidence })}
        </Text>
      ) : null}
      {found.caution === null ? null : (
        <Text size="sm" c="dimmed" lang="en">
          {visibleText(found.caution)}
        </Text>
      )}
    </article>
  );
}

function Offence({ law }: { law: Law }) {
  const t = useT();
  const [code, setCode] = useState('');
  const offence = law.offences.find((one) => one.code === code);
  return (
    <div>
      <NativeSelect
        label={t('records.law.offence')}
        value={code}
        data={[
          { value: '', label: t('records.choose') },
          ...law.offences.map((one) => ({ value: one.code, label: visibleText(one.title) })),
        ]}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {offence ? (
        <div lang="en">
          <ol>
            {offence.elements.map((element) => (
              <li key={element}>{visibleText(element)}</li>
            ))}
          </ol>
          {offence.guard === null ? null : <Text size="sm">{visibleText(offence.guard)}</Text>}
        </div>
      ) : null}
      <details>
        <summary>{t('records.law.barred')}</summary>
        <ul lang="en">
          {law.barred.map((ground) => (
            <li key={ground.code}>{`${visibleText(ground.title)} (${ground.rule})`}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
