import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { Proposal } from './api.ts';
import { sayRefusal } from './advice.ts';
import { meansOf, refusalOf } from './sign.ts';
import { anyOf } from './words.ts';
import { useMeaning } from '#web/i18n/problem-meaning.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Who approved, and who is missing. */
export function PlaceTable({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const { places, state, notMine } = proposal;
  const refusal = notMine ?? refusalOf(meansOf(proposal.passkeys, location.hostname));
  const meaning = useMeaning(refusal?.code ?? '');
  const note = state === 'open' && refusal ? sayRefusal(t, refusal, proposal, meaning) : null;
  return (
    <Section title={t('proposals.placeTable.title')} note={note}>
      <DataTable
        label={t('proposals.placeTable.title')}
        columns={[
          { title: t('proposals.placeTable.person') },
          { title: t('proposals.placeTable.role') },
          { title: t('proposals.placeTable.officer') },
          { title: t('proposals.placeTable.when') },
        ]}
      >
        {places.map(({ roles, by, at }, place) => (
          // oxlint-disable-next-line no-array-index-key -- the places of a kind do not change their order
          <Table.Tr key={place}>
            <Table.Td>{place === 0 ? t('proposals.placeTable.author') : t('proposals.placeTable.other')}</Table.Td>
            <Table.Td>{anyOf(t, roles)}</Table.Td>
            <Table.Td>
              {by ? <Mono whole>{by}</Mono> : <Tag tone="wait">{t('proposals.placeTable.missing')}</Tag>}
            </Table.Td>
            <Table.Td>{at ? <Time at={at} exact /> : null}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}
