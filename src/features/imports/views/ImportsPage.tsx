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
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('imports.file') },
  { title: t('imports.source') },
  { title: t('imports.started') },
  { title: t('imports.added'), end: true },
  { title: t('imports.newVersions'), end: true },
  { title: t('imports.identical'), end: true },
  { title: t('imports.refused'), end: true },
];

export function ImportsPage() {
  const t = useT();
  const may = useMay();
  const runs = useQuery({ queryKey: ['imports', 'list'], queryFn: fetchImports, refetchInterval: refreshMs });
  return (
    <Page title={t('imports.importsPage.title')} about={t('imports.importsPage.about')}>
      {may.act ? <ImportForm /> : null}
      <Section title={t('imports.importsPage.runs')}>
        <Loaded query={runs}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty title={t('imports.importsPage.none')}>{t('imports.importsPage.noneWhy')}</Empty>
            ) : (
              <DataTable label={t('imports.importsPage.runs')} columns={columns(t)}>
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
  const t = useT();
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
          {t.number(count)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
