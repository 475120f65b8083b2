import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { Purpose } from '#web/Purpose.tsx';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { AssignmentRow } from './api.ts';
import { Covered } from './Covered.tsx';

const tones: Record<AssignmentRow['state'], Tone> = { coming: 'wait', open: 'good', ended: 'bad', over: 'faint' };

type Props = { label: string; rows: readonly AssignmentRow[]; mayEnd: boolean };

/** Assignments of one officer. */
export function AssignmentTable({ label, rows, mayEnd }: Props) {
  const t = useT();
  const columns = [
    { title: t('assignments.covers') },
    { title: t('assignments.purpose') },
    { title: t('assignments.until') },
    { title: t('assignments.state') },
    { title: t('assignments.by') },
    ...(mayEnd ? [{ title: t('assignments.end') }] : []),
  ];
  return (
    <DataTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={`${row.ref} ${row.officer}`}>
          <Table.Td>
            <Covered covers={row.covers} subject={row.subject} />
          </Table.Td>
          <Table.Td>
            <Purpose code={row.purpose} />
          </Table.Td>
          <Table.Td>
            <Time at={row.until} />
          </Table.Td>
          <Table.Td>
            <Tag tone={tones[row.state]}>{t.term('assignmentState', row.state)}</Tag>
            {row.endReason === null ? null : (
              <Text size="xs">{`${row.endedBy ?? ''}: ${visibleText(row.endReason)}`}</Text>
            )}
          </Table.Td>
          <Table.Td>
            <PageLink to={links.record(row.ref)}>{row.giver}</PageLink>
            <Text size="xs">{visibleText(row.reason)}</Text>
          </Table.Td>
          {mayEnd ? (
            <Table.Td>
              {row.state === 'open' || row.state === 'coming' ? (
                <ButtonLink
                  size="xs"
                  to={links.endAssignment(row.ref, row.officer)}
                  aria-label={t('assignments.endOf', { officer: row.officer })}
                >
                  {t('assignments.end')}
                </ButtonLink>
              ) : null}
            </Table.Td>
          ) : null}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
