import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { ThreatVersion } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** By which records it came here, from whom and under which marking. */
export function ThreatSources({ versions }: { versions: readonly ThreatVersion[] }) {
  const t = useT();
  const title = t('threats.sources.title');
  const columns = [
    t('threats.sources.record'),
    t('threats.sources.author'),
    t('threats.sources.version'),
    t('threats.sources.sealed'),
    t('threats.sources.marking'),
  ].map((name) => ({ title: name }));
  return (
    <Section title={title}>
      <DataTable label={title} columns={columns}>
        {versions.map(({ ref, author, modified, sealedAt, marking }) => (
          <Table.Tr key={ref}>
            <Table.Td>
              <PageLink to={links.record(ref)}>
                <Mono>{ref}</Mono>
              </PageLink>
            </Table.Td>
            <Table.Td>{author}</Table.Td>
            <Table.Td>{modified === null ? '' : <Time at={modified} exact />}</Table.Td>
            <Table.Td>
              <Time at={sealedAt} exact />
            </Table.Td>
            <Table.Td>
              <Marking marking={marking} />
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}
