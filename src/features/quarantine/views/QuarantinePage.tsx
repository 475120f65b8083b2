import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchQuarantines } from './api.ts';
import type { Quarantine } from './api.ts';
import { DecideForm } from './DecideForm.tsx';

const text = {
  title: 'Persons set aside',
  about:
    'Objects of persons are kept where a case needs them, a few at a time. More of them from one source than the alliance allows wait here for an officer who has a reason (SG-13).',
  open: 'To decide',
  none: 'Nothing waits',
  decided: 'Decided',
  noneDecided: 'Nothing was decided yet',
};
const columns = [{ title: 'What' }, { title: 'Persons', end: true }, { title: 'Last' }, { title: 'Decision' }];

export function QuarantinePage() {
  return (
    <Page title={text.title} about={text.about}>
      <Part title={text.open} none={text.none} isDecided={false} />
      <Part title={text.decided} none={text.noneDecided} isDecided />
    </Page>
  );
}

function Part({ title, none, isDecided }: { title: string; none: string; isDecided: boolean }) {
  const found = useQuery({
    queryKey: ['quarantine', isDecided],
    queryFn: () => fetchQuarantines(isDecided),
    refetchInterval: refreshMs,
  });
  return (
    <Section title={title}>
      <Loaded query={found}>
        {({ items }) => (items.length === 0 ? <Empty title={none} /> : <Quarantines label={title} items={items} />)}
      </Loaded>
    </Section>
  );
}

function Quarantines({ label, items }: { label: string; items: readonly Quarantine[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {items.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td miw={200}>
            <What quarantine={one} />
          </Table.Td>
          <Table.Td ta="end">{one.persons.toLocaleString('en')}</Table.Td>
          <Table.Td>
            <Time at={one.lastAt} />
          </Table.Td>
          <Table.Td miw={260}>
            {one.decision === null ? (
              <DecideForm quarantine={one} label={nameOf(one)} />
            ) : (
              <>
                {one.decision}: {visibleText(one.reason ?? '')}
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

const nameOf = ({ gate, name, source }: Quarantine): string =>
  gate === 'draft' ? `import ${name ?? source}` : `from ${source}`;

function What({ quarantine }: { quarantine: Quarantine }) {
  const { gate, run, officer } = quarantine;
  const to = gate === 'draft' && run !== null ? links.import(run) : links.arrivals();
  return (
    <>
      <PageLink to={to}>{visibleText(nameOf(quarantine))}</PageLink>
      {officer === null ? null : (
        <Text size="xs" c="dimmed">
          <Mono>{officer}</Mono>
        </Text>
      )}
    </>
  );
}
