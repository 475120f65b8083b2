import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ThreatView } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('threats.object') },
  { title: t('threats.type') },
  { title: t('threats.threatTable.author') },
  { title: t('threats.versions'), end: true },
  { title: t('threats.threatTable.modifiedUtc') },
];

export function ThreatTable({ threats }: { threats: readonly ThreatView[] }) {
  const t = useT();
  return (
    <DataTable label={t('threats.threatTable.objects')} columns={columns(t)}>
      {threats.map((threat) => (
        <Table.Tr key={threat.ref}>
          <Table.Td miw={240}>
            <PageLink to={links.threat(threat.id)}>
              {visibleText(threat.name ?? t('threats.threatTable.unnamed'))}
            </PageLink>{' '}
            {threat.revoked ? <Tag tone="wait">{t('threats.revoked')}</Tag> : null}
            {threat.name === threat.id ? null : (
              <Text size="xs">
                <Mono dim>{threat.id}</Mono>
              </Text>
            )}
          </Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{threat.type}</Table.Td>
          <Table.Td>
            <Mono whole>{threat.author}</Mono>
            {threat.others.length > 0 ? (
              <Text size="xs" c="dimmed">
                {t('threats.threatTable.alsoBy', { others: threat.others.join(', ') })}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td ta="end">{threat.versions}</Table.Td>
          <Table.Td>{threat.modified ? <Time at={threat.modified} day /> : '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
