import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { SuspensionRow } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('oversight.kind') },
  { title: t('oversight.by') },
  { title: t('oversight.suspensionTable.told') },
  { title: t('oversight.suspensionTable.since') },
  { title: t('oversight.until') },
  { title: t('oversight.state') },
];

type Props = { label: string; rows: readonly SuspensionRow[]; mayLift: boolean };

export function SuspensionTable({ label, rows, mayLift }: Props) {
  const t = useT();
  return (
    <DataTable label={label} columns={mayLift ? [...columns(t), { title: t('oversight.lift') }] : columns(t)}>
      {rows.map((row) => (
        <Table.Tr key={`${row.ref} ${row.kind}`} {...(row.standing ? {} : { c: 'dimmed' })}>
          <Table.Td>
            <PageLink to={links.record(row.ref)}>
              <KindName of={row.kind} />
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.to}</Mono>
          </Table.Td>
          <Table.Td>
            <Time at={row.at} />
          </Table.Td>
          <Table.Td>
            <Time at={row.liftedAt ?? row.until} />
          </Table.Td>
          <Table.Td>
            <Tag tone="faint">
              {row.standing
                ? t('oversight.suspensionTable.stands')
                : row.liftedAt === null
                  ? t('oversight.suspensionTable.ended')
                  : t('oversight.suspensionTable.lifted')}
            </Tag>
          </Table.Td>
          {mayLift ? (
            <Table.Td>
              {row.standing ? (
                <ButtonLink size="xs" to={links.lift(row.kind)}>
                  {t('oversight.suspensionTable.lift', { kind: t.term('kind', row.kind) })}
                </ButtonLink>
              ) : null}
            </Table.Td>
          ) : null}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
