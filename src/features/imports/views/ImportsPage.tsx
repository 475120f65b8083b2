import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchImports } from './api.ts';
import type { ImportSummary } from './api.ts';
import { ImportForm } from './ImportForm.tsx';
import { RunTag } from './RunTag.tsx';

const text = {
  title: 'Imports',
  about: 'Files from outside become records of this node: one for each object, its text kept byte for byte.',
  runs: 'Runs',
  none: 'Nothing imported yet',
  noneWhy:
    'Each run will be listed here with what became of every object. A run can be released or recalled as a whole.',
};

const columns = [
  { title: 'File' },
  { title: 'Source' },
  { title: 'Started' },
  { title: 'Added', end: true },
  { title: 'New versions', end: true },
  { title: 'Identical', end: true },
  { title: 'Refused', end: true },
];

export function ImportsPage() {
  const may = useMay();
  const runs = useQuery({ queryKey: ['imports', 'list'], queryFn: fetchImports, refetchInterval: refreshMs });
  return (
    <Page title={text.title} about={text.about}>
      {may.act ? <ImportForm /> : null}
      <Section title={text.runs}>
        <Loaded query={runs}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty title={text.none}>{text.noneWhy}</Empty>
            ) : (
              <DataTable label={text.runs} columns={columns}>
                {data.items.map((run) => (
                  <Run key={run.id} run={run} />
                ))}
              </DataTable>
            )
          }
        </Loaded>
      </Section>
    </Page>
  );
}

function Run({ run }: { run: ImportSummary }) {
  const { added, newVersion, identical, refused } = run.counts;
  return (
    <Table.Tr>
      <Table.Td miw={220}>
        <PageLink to={links.import(run.id)}>{visibleText(run.name)}</PageLink>{' '}
        {run.state === 'finished' ? null : <RunTag run={run} />}
      </Table.Td>
      <Table.Td miw={180}>
        <Mono>{run.source}</Mono>
      </Table.Td>
      <Table.Td>
        <Time at={run.startedAt} />
      </Table.Td>
      {Object.entries({ added, newVersion, identical, refused }).map(([name, count]) => (
        <Table.Td key={name} ta="end">
          {count.toLocaleString('en')}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
