import { Table, Text } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { DocumentVersion } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('alliance.versionTable.version') },
  { title: t('alliance.versionTable.whatChanged') },
  { title: t('alliance.versionTable.endorsedOrSealedBy') },
  { title: t('alliance.versionTable.knownHereSince') },
  { title: t('alliance.versionTable.digest') },
];

type Props = { label: string; versions: readonly DocumentVersion[] };

export function VersionTable({ label, versions }: Props) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {versions.map((version) => (
        <Table.Tr key={version.digest}>
          <Table.Td>
            <Mono whole>{[version.participant, version.number].filter((part) => part !== null).join(' ')}</Mono>
          </Table.Td>
          <Table.Td miw={320}>
            <Changes version={version} />
          </Table.Td>
          <Table.Td>
            <Mono>{version.by.join(', ')}</Mono>
          </Table.Td>
          <Table.Td>
            {version.learnedAt ? <Time at={version.learnedAt} exact /> : '–'}
            <Text size="xs" c="dimmed">
              {t('alliance.versionTable.from')}{' '}
              {version.learnedFrom === 'folder' ? t('alliance.versionTable.folder') : (version.learnedFrom ?? '–')}
            </Text>
          </Table.Td>
          <Table.Td miw={200}>
            <Mono>{version.digest}</Mono>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Changes({ version: { number, issuedAt, changes, more, ended } }: { version: DocumentVersion }) {
  const t = useT();
  if (ended)
    return t('alliance.versionTable.logEndedAtOn', {
      number,
      size: t.number(ended.size),
      on: issuedAt?.slice(0, 10) ?? '–',
      next: ended.next,
    });
  if (number === 1) return t('alliance.versionTable.first');
  if (changes.length === 0) return t('alliance.versionTable.nothing');
  return (
    <ul>
      {changes.map(({ path, before, after }) => (
        <li key={`${path.join('/')} ${before ?? ''} ${after ?? ''}`}>
          {visibleText(path.join(' › '))}: {visibleText(before ?? t('alliance.versionTable.nothing2'))} →{' '}
          {visibleText(after ?? t('alliance.versionTable.nothing2'))}
        </li>
      ))}
      {more > 0 ? <li>{t('alliance.versionTable.andMore', { more })}</li> : null}
    </ul>
  );
}
