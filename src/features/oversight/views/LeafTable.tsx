import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import type { LeafRow } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const states = (t: Translate): Record<LeafRow['state'], { tone: Tone; words: string }> => ({
  unanswered: { tone: 'wait', words: t('oversight.leafTable.notAnswered') },
  record: { tone: 'good', words: t('oversight.leafTable.record') },
  padding: { tone: 'good', words: t('oversight.leafTable.padding') },
  'wrong-leaf': { tone: 'bad', words: t('oversight.leafTable.notTheLeaf') },
  'no-record': { tone: 'bad', words: t('oversight.noRecordOfThis') },
  'not-asked': { tone: 'bad', words: t('oversight.leafTable.notAskedFor') },
});

const columns = (t: Translate) => [
  { title: t('oversight.leafTable.leaf') },
  { title: t('oversight.leafTable.is') },
  { title: t('oversight.kind') },
  { title: t('oversight.leafTable.record2') },
  { title: t('oversight.leafTable.openedBy') },
];

/** What each leaf turned out to be, held against the checkpoint of the demand. */
export function LeafTable({ label, leaves }: { label: string; leaves: readonly LeafRow[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {leaves.map(({ index, state, kind, ref, opening }) => (
        <Table.Tr key={index}>
          <Table.Td>{index}</Table.Td>
          <Table.Td>
            <Tag tone={states(t)[state].tone}>{states(t)[state].words}</Tag>
          </Table.Td>
          <Table.Td>{kind === null ? '–' : <KindName of={kind} />}</Table.Td>
          <Table.Td>{ref === null ? '–' : <Mono>{ref}</Mono>}</Table.Td>
          <Table.Td>
            {opening === null ? (
              '–'
            ) : (
              <PageLink to={links.record(opening)}>{t('oversight.leafTable.itsAnswer')}</PageLink>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
