import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchDrafts } from '#web/drafts.ts';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { Verdict } from '#web/ui/Verdict.tsx';
import type { Case, CaseRecord } from './api.ts';

/** What was said, each beneath what it corrects or is about; and what is not sealed yet. */
export function Thread({ of }: { of: Case }) {
  const t = useT();
  return (
    <Section title={t('cases.thread')} note={t('cases.threadNote')}>
      <Beneath of={of} parent={null} />
      <Waiting of={of} />
    </Section>
  );
}

function Beneath({ of, parent }: { of: Case; parent: string | null }) {
  const t = useT();
  const those = of.thread.filter((one) => one.parent === parent);
  if (those.length === 0) return null;
  const label = parent === null ? { 'aria-label': t('cases.thread') } : {};
  return (
    <List {...label} listStyleType="none" withPadding={parent !== null} spacing="sm" mt="xs">
      {those.map(({ ref }) => {
        const record = of.records.find((one) => one.ref === ref);
        return (
          <List.Item key={ref} styles={{ itemWrapper: { display: 'block' } }}>
            {record ? <Post record={record} /> : ref}
            <Beneath of={of} parent={ref} />
          </List.Item>
        );
      })}
    </List>
  );
}

function Post({ record }: { record: CaseRecord }) {
  const t = useT();
  return (
    <>
      <RecordName of={record} to={links.record(record.ref)} /> <Marking marking={record.marking} />{' '}
      <Verdict verdict={record.verdict} code={record.code} why={record.why} />
      {record.destroyed ? <Tag tone="faint">{t('records.contentDestroyed')}</Tag> : null}
      <Text size="sm" c="dimmed" component="div">
        <KindName of={record.kind} />
        {`, ${record.author}, `}
        <Time at={record.issuedAt} />
      </Text>
    </>
  );
}

/** Proposals that others see, and what the officer typed, which nobody else does. */
function Waiting({ of }: { of: Case }) {
  const t = useT();
  const drafts = useQuery({ queryKey: ['drafts'], queryFn: fetchDrafts });
  const refs = new Set(of.records.map(({ ref }) => ref));
  const own = (drafts.data?.items ?? []).flatMap((draft) => {
    const search = new URLSearchParams(draft.address.split('?')[1]);
    const names = ['case', 'about', 'replaces'].flatMap((part) => search.get(part) ?? []);
    const isHere = draft.address.startsWith(`${links.newRecord()}?`) && names.some((ref) => refs.has(ref));
    return isHere ? [{ ...draft, kind: search.get('kind') ?? '' }] : [];
  });
  if (of.waiting.length === 0 && own.length === 0) return null;
  return (
    <>
      <Text mt="md" fw={500}>
        {t('cases.waiting')}
      </Text>
      <List aria-label={t('cases.waiting')} spacing="xs">
        {of.waiting.map(({ id, kind, title, disturbing, officer, expiresAt, isMine }) => (
          <List.Item key={id}>
            <RecordName of={{ kind, title, disturbing }} to={links.proposal(id)} />{' '}
            {isMine ? <Tag tone="wait">{t('cases.yours')}</Tag> : null}
            <Text size="sm" c="dimmed" component="div">
              {`${t('cases.proposedBy', { officer })} `}
              <Time at={expiresAt} />
            </Text>
          </List.Item>
        ))}
        {own.map(({ form, address, kind, savedAt }) => (
          <List.Item key={form}>
            <PageLink to={address}>{t('cases.ownDraft', { kind: t.term('kind', kind) })}</PageLink>{' '}
            <Time at={savedAt} />
          </List.Item>
        ))}
      </List>
    </>
  );
}
