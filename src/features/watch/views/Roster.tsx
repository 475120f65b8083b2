import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '#web/session.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { cancelShift } from './api.ts';
import type { Shift } from './api.ts';
import { ZonedTime } from './ZonedTime.tsx';

type Props = { shifts: readonly Shift[]; onDuty: readonly Shift[]; timeZone: string };

/** Who is on duty from now on. */
export function Roster({ shifts, onDuty, timeZone }: Props) {
  const t = useT();
  const may = useMay();
  const [asked, setAsked] = useState<Shift | null>(null);
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
            <Table.Td>
              <Officer id={shift.officer} />
            </Table.Td>
            <Table.Td>
              <ZonedTime at={shift.startsAt} timeZone={timeZone} />
            </Table.Td>
            <Table.Td>
              <ZonedTime at={shift.endsAt} timeZone={timeZone} />
            </Table.Td>
            <Table.Td>
              {may.desk ? (
                <Button variant="default" size="xs" onClick={() => setAsked(shift)}>
                  {t('watch.roster.cancel')}
                </Button>
              ) : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {asked ? (
        <TakeOff
          shift={asked}
          isRunning={onDuty.some(({ id }) => id === asked.id)}
          timeZone={timeZone}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

type TakeOffProps = { shift: Shift; isRunning: boolean; timeZone: string; onClose: () => void };

/** Asks before somebody's shift goes, and says where it runs already. */
function TakeOff({ shift, isRunning, timeZone, onClose }: TakeOffProps) {
  const t = useT();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelShift(shift.id),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const time = (at: string) => <ZonedTime at={at} timeZone={timeZone} />;
  return (
    <Dialog title={t('watch.takeOff.title')} onClose={onClose}>
      <Stack>
        <Text component="div">
          <Say
            id={isRunning ? 'watch.takeOff.running' : 'watch.takeOff.about'}
            values={{
              officer: <strong>{shift.officer}</strong>,
              from: time(shift.startsAt),
              to: time(shift.endsAt),
            }}
          />
        </Text>
        {cancel.error ? <Problem error={cancel.error} /> : null}
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('watch.takeOff.leave')}
          </Button>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('watch.takeOff.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
