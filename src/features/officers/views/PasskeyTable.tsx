import { Button, Group, NativeSelect, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '#web/session.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchPasskeys, stopPasskey } from './stops.ts';
import type { PasskeyRow } from './stops.ts';

const tones: Record<PasskeyRow['state'], Tone> = { live: 'good', waiting: 'wait', stopped: 'bad', ended: 'faint' };

/** Passkeys of the officer's own, or of the other officers of the authority: whoever sees them here may stop them. */
export function PasskeyTable({ label, all }: { label: string; all: boolean }) {
  const t = useT();
  const { officer } = useSession();
  const passkeys = useQuery({ queryKey: ['passkeys', all], queryFn: () => fetchPasskeys(all) });
  const columns = [
    ...(all ? [{ title: t('officers.number') }] : []),
    { title: t('officers.passkeyTable.since') },
    { title: t('officers.passkeyTable.state') },
    { title: t('officers.passkeyTable.stop') },
  ];
  return (
    <Loaded query={passkeys}>
      {({ items }) => {
        const shown = items.filter((one) => !all || one.officer !== officer.id);
        if (shown.length === 0)
          return <Empty title={t('officers.passkeyTable.none')}>{t('officers.passkeyTable.noneWhy')}</Empty>;
        return (
          <DataTable label={label} columns={columns}>
            {shown.map((row) => (
              <Row key={row.credential} row={row} all={all} />
            ))}
          </DataTable>
        );
      }}
    </Loaded>
  );
}

function Row({ row: { credential, officer, since, state, stoppedBy }, all }: { row: PasskeyRow; all: boolean }) {
  const t = useT();
  return (
    <Table.Tr>
      {all ? <Table.Td>{officer}</Table.Td> : null}
      <Table.Td>
        <Time at={since} />
      </Table.Td>
      <Table.Td>
        <Tag tone={tones[state]} title={stoppedBy ?? undefined}>
          {t.term('passkeyState', state)}
        </Tag>
      </Table.Td>
      <Table.Td>
        {state === 'live' || state === 'waiting' ? <Stopping officer={officer} credential={credential} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** Why, and then at once: to stop one takes nobody else. */
function Stopping({ officer, credential }: { officer: string; credential: string }) {
  const t = useT();
  const [reason, setReason] = useState('lost');
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopPasskey({ officer, credential, reason }),
    onSuccess: () => client.invalidateQueries(),
  });
  const options = ['lost', 'stolen', 'doubted'].map((value) => ({ value, label: t.term('stopReason', value) }));
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label={t('officers.passkeyTable.why', { officer })}
        data={options}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        aria-label={t('officers.passkeyTable.stopOf', { officer })}
        loading={stop.isPending}
        onClick={() => stop.mutate()}
      >
        {t('officers.passkeyTable.stop')}
      </Button>
      {stop.error ? <Problem error={stop.error} /> : null}
    </Group>
  );
}
