import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { useKeptNotes } from '#web/use-kept-notes.ts';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchQuarantines } from './api.ts';
import type { Quarantine } from './api.ts';
import { DecideForm } from './DecideForm.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('quarantine.quarantinePage.what') },
  { title: t('quarantine.quarantinePage.persons'), end: true },
  { title: t('quarantine.quarantinePage.last') },
  { title: t('quarantine.quarantinePage.decision') },
];

export function QuarantinePage() {
  const t = useT();
  const notes = useKeptNotes('quarantine.decide');
  return (
    <Page title={t('quarantine.quarantinePage.title')} about={t('quarantine.quarantinePage.about')}>
      <Part
        title={t('quarantine.quarantinePage.open')}
        none={t('quarantine.quarantinePage.none')}
        why={t('quarantine.quarantinePage.noneWhy')}
        notes={notes}
      />
      <Part
        title={t('quarantine.quarantinePage.decided')}
        none={t('quarantine.quarantinePage.noneDecided')}
        why={t('quarantine.quarantinePage.noneDecidedWhy')}
        notes={null}
      />
    </Page>
  );
}

type PartProps = { title: string; none: string; why: string; notes: KeptNotes | null };

/** `notes`: the reasons that are typed for what waits; null of what was decided. */
function Part({ title, none, why, notes }: PartProps) {
  const isDecided = notes === null;
  const found = useQuery({
    queryKey: ['quarantine', isDecided],
    queryFn: () => fetchQuarantines(isDecided),
    refetchInterval: refreshMs,
  });
  return (
    <Section title={title}>
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={none}>{why}</Empty>
          ) : (
            <>
              {notes && notes.draft.state !== 'empty' ? <DraftNotice draft={notes.draft} /> : null}
              <Quarantines label={title} items={items} notes={notes} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function Quarantines({
  label,
  items,
  notes,
}: {
  label: string;
  items: readonly Quarantine[];
  notes: KeptNotes | null;
}) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {items.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td miw={200}>
            <What quarantine={one} />
          </Table.Td>
          <Table.Td ta="end">{t.number(one.persons)}</Table.Td>
          <Table.Td>
            <Time at={one.lastAt} />
          </Table.Td>
          <Table.Td miw={260}>
            {one.decision === null && notes ? (
              <DecideForm quarantine={one} label={nameOf(t, one)} notes={notes} />
            ) : (
              <>
                {one.decision === null ? '' : t.term('decision', one.decision)}: {visibleText(one.reason ?? '')}
                <Text size="xs" c="dimmed">
                  {one.decidedBy}
                </Text>
              </>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

const nameOf = (t: Translate, { gate, name, source }: Quarantine): string =>
  gate === 'draft'
    ? t('quarantine.quarantinePage.import', { name: name ?? source })
    : t('quarantine.quarantinePage.from', { source });

function What({ quarantine }: { quarantine: Quarantine }) {
  const t = useT();
  const { gate, run, officer } = quarantine;
  const to = gate === 'draft' && run !== null ? links.import(run) : links.arrivals();
  return (
    <>
      <PageLink to={to}>{visibleText(nameOf(t, quarantine))}</PageLink>
      {officer === null ? null : (
        <Text size="xs" c="dimmed">
          <Officer id={officer} />
        </Text>
      )}
    </>
  );
}
