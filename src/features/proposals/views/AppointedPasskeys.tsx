import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useT } from '#web/i18n/use-t.ts';
import { useMay } from '#web/session.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchRegistered } from './api.ts';

const appointingSchema = z.object({
  officers: z.array(
    z.object({ officer: z.string(), passkeys: z.array(z.object({ id: z.string(), key: z.string() })) }),
  ),
});

/**
 * The very passkeys that an appointment names, with when each was registered and by whose link: what its approvers answer for. A
 * registration stands beside a passkey only where officer and key are those that are appointed: the id alone is the proposer's word.
 */
export function AppointedPasskeys({ body }: { body: string | null }) {
  const t = useT();
  const { appoint } = useMay();
  const registered = useQuery({ queryKey: ['passkeys', true], queryFn: fetchRegistered, enabled: appoint });
  const read = appointingSchema.safeParse(body === null ? null : JSON.parse(body));
  if (!read.success) return null;
  const known = new Map((registered.data?.items ?? []).map((one) => [one.credential, one]));
  const title = t('proposals.appointed.title');
  const columns = ['officer', 'passkey', 'registered', 'link'] as const;
  return (
    <Section title={title} note={t('proposals.appointed.note')}>
      <DataTable label={title} columns={columns.map((one) => ({ title: t(`proposals.appointed.${one}`) }))}>
        {read.data.officers.flatMap(({ officer, passkeys }) =>
          passkeys.map(({ id, key }) => {
            const found = known.get(id);
            const one = found?.officer === officer && found.key === key ? found : undefined;
            const differs = found !== undefined && one === undefined;
            return (
              <Table.Tr key={id}>
                <Table.Td>{officer}</Table.Td>
                <Table.Td>
                  <Mono>{id}</Mono>
                </Table.Td>
                <Table.Td>{one?.registeredAt ? <Time at={one.registeredAt} exact /> : null}</Table.Td>
                <Table.Td>
                  {one?.invitedBy ? (
                    <>
                      {one.invitedBy} {one.invitedAt ? <Time at={one.invitedAt} exact /> : null}
                    </>
                  ) : (
                    <Tag tone={differs ? 'bad' : 'wait'}>
                      {t(`proposals.appointed.${differs ? 'differs' : 'unknown'}`)}
                    </Tag>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          }),
        )}
      </DataTable>
    </Section>
  );
}
