import { Button, Group, Table } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';
import { dropRequest } from './api.ts';
import type { RequestRow } from './api.ts';
import { Covered } from './Covered.tsx';

export function RequestTable({ rows, mayAssign }: { rows: readonly RequestRow[]; mayAssign: boolean }) {
  const t = useT();
  const columns = [
    { title: t('assignments.officer') },
    { title: t('assignments.covers') },
    { title: t('assignments.purpose') },
    { title: t('assignments.reason') },
    { title: t('assignments.askedAt') },
    { title: t('assignments.answer') },
  ];
  return (
    <DataTable label={t('assignments.asked')} columns={columns}>
      {rows.map((row) => (
        <Row key={row.id} row={row} mayAssign={mayAssign} />
      ))}
    </DataTable>
  );
}

function Row({ row, mayAssign }: { row: RequestRow; mayAssign: boolean }) {
  const t = useT();
  const { officer } = useSession();
  const client = useQueryClient();
  const drop = useMutation({ mutationFn: () => dropRequest(row.id), onSuccess: () => client.invalidateQueries() });
  const { covers, subject, purpose, reason } = row;
  const isOwn = row.officer === officer.id;
  const given = { officers: row.officer, covers, subject: subject ?? undefined, purpose, reason };
  return (
    <Table.Tr>
      <Table.Td>{row.officer}</Table.Td>
      <Table.Td>
        <Covered covers={covers} subject={subject} />
      </Table.Td>
      <Table.Td>{purpose}</Table.Td>
      <Table.Td>{visibleText(reason)}</Table.Td>
      <Table.Td>
        <Time at={row.at} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {mayAssign && !isOwn ? (
            <ButtonLink
              size="xs"
              to={links.assign(given)}
              aria-label={t('assignments.assignTo', { officer: row.officer })}
            >
              {t('assignments.assign')}
            </ButtonLink>
          ) : null}
          {mayAssign || isOwn ? (
            <Button size="xs" variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
              {isOwn ? t('assignments.takeBack') : t('assignments.decline')}
            </Button>
          ) : null}
        </Group>
        {drop.error ? <Problem error={drop.error} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}
