import { Button, Table } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '#web/session.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { cancelShift } from './api.ts';
import type { Shift } from './api.ts';
import { ZonedTime } from './ZonedTime.tsx';

/** Who is on duty from now on. */
export function Roster({ shifts, timeZone }: { shifts: readonly Shift[]; timeZone: string }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const cancel = useMutation({ mutationFn: cancelShift, onSuccess: () => client.invalidateQueries() });
  if (shifts.length === 0) return <Empty title={t('watch.roster.none')}>{t('watch.roster.noneWhy')}</Empty>;
  const columns = [
    { title: t('watch.officer') },
    { title: t('watch.roster.from') },
    { title: t('watch.roster.to') },
    { title: t('watch.do') },
  ];
  return (
    <>
      <DataTable label={t('watch.page.roster')} columns={columns}>
        {shifts.map((shift) => (
          <Table.Tr key={shift.id}>
            <Table.Td>{shift.officer}</Table.Td>
            <Table.Td>
              <ZonedTime at={shift.startsAt} timeZone={timeZone} />
            </Table.Td>
            <Table.Td>
              <ZonedTime at={shift.endsAt} timeZone={timeZone} />
            </Table.Td>
            <Table.Td>
              {may.desk ? (
                <Button variant="default" size="xs" onClick={() => cancel.mutate(shift.id)}>
                  {t('watch.roster.cancel')}
                </Button>
              ) : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {cancel.error ? <Problem error={cancel.error} /> : null}
    </>
  );
}
