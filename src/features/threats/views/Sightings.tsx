import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { Sighting } from '../model.ts';
import { useT } from '#web/i18n/use-t.ts';

/** When it was sighted and how often, as each author hands it on; where and by whom is read in the record. */
export function Sightings({ sightings, cut }: { sightings: readonly Sighting[]; cut: boolean }) {
  const t = useT();
  if (sightings.length === 0) return null;
  const title = t('threats.sightings.title');
  const columns = [
    { title: t('threats.sightings.first') },
    { title: t('threats.sightings.last') },
    { title: t('threats.sightings.count'), end: true },
    { title: t('threats.sources.author') },
    { title: t('threats.sources.record') },
  ];
  return (
    <Section title={title}>
      {cut ? <Text mb="md">{t('threats.sightings.cut', { count: sightings.length })}</Text> : null}
      <DataTable label={title} columns={columns}>
        {sightings.map(({ ref, id, author, firstSeen, lastSeen, count, revoked }) => (
          <Table.Tr key={ref}>
            <Table.Td>{moment(firstSeen)}</Table.Td>
            <Table.Td>{moment(lastSeen)}</Table.Td>
            <Table.Td ta="end">{count === null ? '' : t.number(count)}</Table.Td>
            <Table.Td>
              {author} {revoked ? <Tag tone="wait">{t('threats.revoked')}</Tag> : null}
            </Table.Td>
            <Table.Td>
              <PageLink to={links.threat(id)}>{t('threats.sightings.open')}</PageLink>{' '}
              <PageLink to={links.record(ref)}>
                <Mono>{ref}</Mono>
              </PageLink>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

const moment = (at: string | null) => (at === null ? '' : <Time at={at} exact />);
