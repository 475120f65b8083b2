import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { DemandRow } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const tones: Record<DemandRow['state'], Tone> = { waiting: 'wait', opened: 'good', overdue: 'bad', wrong: 'bad' };

const columns = (t: Translate) => [
  { title: t('oversight.demand') },
  { title: t('oversight.logOf') },
  { title: t('oversight.by') },
  { title: t('oversight.until') },
  { title: t('oversight.opened') },
  { title: t('oversight.demandTable.wrong') },
  { title: t('oversight.state') },
  { title: t('oversight.findings') },
];

/** Leaves that were demanded, one demand per line, and how far they are opened. */
export function DemandTable({ label, rows }: { label: string; rows: readonly DemandRow[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {rows.map((row) => (
        <Table.Tr key={row.ref}>
          <Table.Td>
            <PageLink to={links.demand(row.ref)}>
              {row.sampled ? t('oversight.demandTable.sample') : t('oversight.demandTable.namedLeaves')},{' '}
              <Time at={row.at} />
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.participant}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            <Time at={row.deadline} />
          </Table.Td>
          <Table.Td>{t('oversight.demandTable.of', { opened: row.opened, asked: row.asked })}</Table.Td>
          <Table.Td>{row.wrong}</Table.Td>
          <Table.Td>
            <DemandState state={row.state} />
          </Table.Td>
          <Table.Td>{row.findings}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

export function DemandState({ state }: { state: DemandRow['state'] }) {
  const t = useT();
  return <Tag tone={tones[state]}>{t.term('demandState', state)}</Tag>;
}
