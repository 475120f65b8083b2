import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import type { MessageKey } from '#web/i18n/translate.ts';
import { links } from '#web/links.ts';
import { NextSection } from '#web/NextSection.tsx';
import { isMine, pageOf, useNext } from '#web/next-steps.ts';
import type { Step } from '#web/next-steps.ts';
import { refreshMs } from '#web/queries.ts';
import { useTitleOf } from '#web/record-name.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { FoldedTogether, isDisturbingText } from '#web/ui/Folded.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Verdict } from '#web/ui/Verdict.tsx';
import { fetchRecord, liftHold } from './api.ts';
import type { RecordDetail } from './api.ts';
import { ApprovalTable } from './ApprovalTable.tsx';
import { BlobTable } from './BlobTable.tsx';
import { EmergencyNotice, EmergencyTag } from './EmergencyNotice.tsx';
import { IncidentPanel } from './IncidentPanel.tsx';
import { RecordNotices } from './RecordNotices.tsx';
import { RecordTexts } from './RecordTexts.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { RecordTable } from './RecordTable.tsx';
import { ReleaseTable } from './ReleaseTable.tsx';
import { VerifyPanel } from './VerifyPanel.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** In characters. */
const largeBody = 100_000;

/** One record: what it says, who may have it, and whether all of it can be proved. */
export function RecordPage() {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  const record = useQuery({
    queryKey: ['records', 'one', ref],
    queryFn: () => fetchRecord(ref),
    // A large body is not worth fetching as often.
    refetchInterval: ({ state }) => ((state.data?.body?.length ?? 0) > largeBody ? 5 * refreshMs : refreshMs),
  });
  if (!record.data) {
    return (
      <Page title={t('records.record')}>
        <Loaded query={record}>{() => null}</Loaded>
      </Page>
    );
  }
  // The key: what was checked or opened on one record says nothing about the next.
  return <Shown key={ref} record={record.data} />;
}

function Shown({ record }: { record: RecordDetail }) {
  return (
    <FoldedTogether disturbs={record.disturbing || isDisturbingText(record.body)}>
      {(isCovered) => <Whole record={record} isCovered={isCovered} />}
    </FoldedTogether>
  );
}

function Whole({ record, isCovered }: { record: RecordDetail; isCovered: boolean }) {
  const t = useT();
  const titleOf = useTitleOf();
  const next = useNext(record.ref);
  const steps = next.data?.steps ?? [];
  const mine = new Set(steps.filter(isMine).map(({ act }) => act));
  return (
    <Page
      title={isCovered ? t.term('kind', record.kind) : titleOf(record)}
      about={<Badges record={record} />}
      actions={<Actions record={record} steps={steps} />}
    >
      <Columns
        side={
          <Section title={t('records.recordPage.facts')}>
            <RecordFacts record={record} />
          </Section>
        }
      >
        <RecordNotices record={record} steps={steps} />
        <EmergencyNotice record={record} mayConfirm={mine.has('confirm')} />
        <NextSection steps={steps} elsewhere={offered} />
        <RecordTexts record={record} mayTranslate={mine.has('translate')} />
        {record.kind === 'incident.report' && record.body !== null ? <IncidentPanel record={record} /> : null}
        <BlobTable record={record} />
        <ApprovalTable record={record} />
        <ReleaseTable record={record} />
        {record.related.length > 0 ? (
          <Section title={t('records.recordPage.related')}>
            {record.relatedCut ? <Text mb="md">{t('records.recordPage.relatedCut')}</Text> : null}
            <RecordTable label={t('records.recordPage.related')} records={record.related} />
          </Section>
        ) : null}
        {/* The key: what was found while there was content does not stand after its destruction. */}
        <VerifyPanel key={`${record.destroyed} ${record.envelopeOnly} ${record.withheld}`} record={record} />
      </Columns>
      <Outlet />
    </Page>
  );
}

function Badges({ record }: { record: RecordDetail }) {
  const t = useT();
  return (
    <Group gap="sm" mt={4}>
      <KindName of={record.kind} />
      <Marking marking={record.marking} />
      <Verdict verdict={record.verdict} code={record.code} why={record.why} />
      <EmergencyTag of={record} />
      {record.destroyed ? <Tag tone="faint">{t('records.contentDestroyed')}</Tag> : null}
      {record.withheld ? <Tag tone="wait">{t('records.recordPage.keptUnderAHold')}</Tag> : null}
      {record.envelopeOnly ? <Tag tone="faint">{t('records.envelopeOnly')}</Tag> : null}
    </Group>
  );
}

/** What the page offers at its head, where the node says that the officer may do it now; the rest stands in the table below. */
const offered = ['correct', 'release', 'recall', 'hold', 'lift-hold', 'answer', 'confirm', 'translate'] as const;
const names = {
  correct: 'records.recordPage.correct',
  release: 'records.recordPage.release',
  recall: 'records.recordPage.recall',
  hold: 'records.hold',
  answer: 'records.recordPage.answer',
} as const satisfies Partial<Record<Step['act'], MessageKey>>;
const linked = ['correct', 'release', 'recall', 'hold', 'answer'] as const;

function Actions({ record, steps }: { record: RecordDetail; steps: readonly Step[] }) {
  const t = useT();
  const mine = steps.filter(isMine);
  return (
    <>
      {linked.map((act) => {
        const step = mine.find((one) => one.act === act);
        const page = step && pageOf(step);
        return page ? (
          <ButtonLink key={act} to={page}>
            {t(names[act])}
          </ButtonLink>
        ) : null;
      })}
      {mine.some(({ act }) => act === 'lift-hold') ? <LiftHold of={record.ref} /> : null}
      <ButtonLink to={links.case(record.ref)}>{t('cases.toCase')}</ButtonLink>
      <ButtonLink to={links.print(links.record(record.ref))}>{t('care.print.print')}</ButtonLink>
    </>
  );
}

function LiftHold({ of: ref }: { of: string }) {
  const t = useT();
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => liftHold(ref),
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
  return (
    <Button variant="default" loading={action.isPending} onClick={() => action.mutate()}>
      {t('records.recordPage.lift')}
    </Button>
  );
}
