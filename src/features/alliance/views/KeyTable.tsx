import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { ParticipantDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

type Position = { log: number; index: number };

const placeOf = (t: Translate, { log, index }: Position): string =>
  `${log === 1 ? '' : `${t('alliance.keyTable.log', { log })}, `}${t.number(index)}`;

const columns = (t: Translate) => [
  { title: t('alliance.keyTable.key') },
  { title: t('alliance.keyTable.use') },
  { title: t('alliance.authority') },
  { title: t('alliance.keyTable.from'), end: true },
  { title: t('alliance.keyTable.to'), end: true },
  { title: t('alliance.state') },
];

/** The keys that a directory names, with the places of the log for which each is valid. */
export function KeyTable({ participant: { code, keys } }: { participant: ParticipantDetail }) {
  const t = useT();
  return (
    <DataTable label={t('alliance.keyTable.keysOf', { code })} columns={columns(t)}>
      {keys.map((key) => (
        <Table.Tr key={key.kid}>
          <Table.Td>
            <Mono whole>{key.kid}</Mono>
          </Table.Td>
          <Table.Td title={key.use}>
            {t.term('keyUse', key.use)}
            {key.realm === 'live' ? '' : ` (${t.term('realm', key.realm)})`}
          </Table.Td>
          <Table.Td>{key.authority ?? '–'}</Table.Td>
          <Table.Td ta="end">{placeOf(t, key.from)}</Table.Td>
          <Table.Td ta="end">{key.to ? placeOf(t, key.to) : '–'}</Table.Td>
          <Table.Td>
            {key.disowned > 0 ? <Tag tone="bad">{t('alliance.keyTable.disownedInPart')}</Tag> : null}
            {key.to ? (
              <Tag tone="faint">{t('alliance.keyTable.ended')}</Tag>
            ) : (
              <Tag tone="good">{t('alliance.keyTable.current')}</Tag>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
