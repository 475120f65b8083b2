import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Verdict } from '#web/ui/Verdict.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchKinds, fetchRecord, liftHold } from './api.ts';
import type { RecordDetail } from './api.ts';
import { ApprovalTable } from './ApprovalTable.tsx';
import { BlobTable } from './BlobTable.tsx';
import { EmergencyNotice, EmergencyTag } from './EmergencyNotice.tsx';
import { IncidentPanel } from './IncidentPanel.tsx';
import { RecordTexts } from './RecordTexts.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { nameOf, RecordTable } from './RecordTable.tsx';
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
  const t = useT();
  return (
    <Page
      title={visibleText(nameOf(t, record))}
      about={<Badges record={record} />}
      actions={<Actions record={record} />}
    >
      <Columns
        side={
          <Section title={t('records.recordPage.facts')}>
            <RecordFacts record={record} />
          </Section>
        }
      >
        <Contenders record={record} />
        <EmergencyNotice record={record} />
        <RecordTexts record={record} />
        {record.kind === 'incident.report' && record.body !== null ? <IncidentPanel record={record} /> : null}
        <BlobTable record={record} />
        <ApprovalTable record={record} />
        <ReleaseTable record={record} />
        {record.related.length > 0 ? (
          <Section title={t('records.recordPage.related')}>
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

/** One author sealed two records under one ref: neither counts, both are kept as proof (design 4). */
function Contenders({ record }: { record: RecordDetail }) {
  const t = useT();
  if (record.contenders.length === 0) return null;
  return (
    <Alert color="red" mb="lg" role="alert" title={t('records.recordPage.contenders')}>
      {t('records.recordPage.contendersWhy')}
      {record.contenders.map((digest) => (
        <div key={digest}>
          <Mono>{digest}</Mono>
        </div>
      ))}
    </Alert>
  );
}

function Badges({ record }: { record: RecordDetail }) {
  const t = useT();
  return (
    <Group gap="sm" mt={4}>
      <span title={record.kind}>{t.term('kind', record.kind)}</span>
      <Marking marking={record.marking} />
      <Verdict verdict={record.verdict} code={record.code} why={record.why} />
      <EmergencyTag of={record} />
      {record.destroyed ? <Tag tone="faint">{t('records.contentDestroyed')}</Tag> : null}
      {record.withheld ? <Tag tone="wait">{t('records.recordPage.keptUnderAHold')}</Tag> : null}
      {record.envelopeOnly ? <Tag tone="faint">{t('records.envelopeOnly')}</Tag> : null}
    </Group>
  );
}

/** Only the author's participant lets a record go or takes it back; control records go where they say by themselves. */
function Actions({ record }: { record: RecordDetail }) {
  const t = useT();
  const may = useMay();
  const { node } = useSession();
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: fetchKinds, staleTime: Infinity, enabled: may.act });
  const print = <ButtonLink to={links.print(links.record(record.ref))}>{t('care.print.print')}</ButtonLink>;
  if (!may.act || record.to) return print;
  const isWritten = kinds.data?.kinds.some(({ kind, draftable }) => kind === record.kind && draftable);
  const correction = { kind: record.kind, case: record.case ?? undefined, replaces: record.ref };
  const isOwn = record.author.startsWith(`${node.code}/`);
  const page = links.record(record.ref);
  return (
    <>
      {isOwn && isWritten ? (
        <ButtonLink to={links.newRecord(correction)}>{t('records.recordPage.correct')}</ButtonLink>
      ) : null}
      {isOwn ? <ButtonLink to={links.release(page)}>{t('records.recordPage.release')}</ButtonLink> : null}
      {isOwn ? <ButtonLink to={links.recall(page)}>{t('records.recordPage.recall')}</ButtonLink> : null}
      {!isOwn && record.body !== null && !record.hold ? (
        <ButtonLink to={links.hold(page)}>{t('records.hold')}</ButtonLink>
      ) : null}
      {record.hold ? <LiftHold of={record.ref} /> : null}
      <ButtonLink to={links.newRecord({ about: record.ref, case: record.case ?? undefined })}>
        {t('records.recordPage.answer')}
      </ButtonLink>
      {print}
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
