import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Call } from './api.ts';
import { useNamedRow } from './use-named-row.ts';

/** The telephone log; a record may come of an entry. */
export function Calls({ calls }: { calls: readonly Call[] }) {
  const t = useT();
  const may = useMay();
  const named = useNamedRow();
  if (calls.length === 0) return <Empty title={t('watch.calls.none')}>{t('watch.calls.noneWhy')}</Empty>;
  const columns = [
    { title: t('watch.calls.when') },
    { title: t('watch.calls.party') },
    { title: t('watch.calls.said') },
    { title: t('watch.calls.record') },
  ];
  return (
    <DataTable label={t('watch.page.calls')} columns={columns}>
      {calls.map((call) => (
        <Table.Tr key={call.id} {...named(`call-${call.id}`)}>
          <Table.Td>
            <Time at={call.at} exact />
            <Officer id={call.officer} />
          </Table.Td>
          <Table.Td>
            {call.direction === 'in' ? t('watch.calls.in') : t('watch.calls.out')}: {visibleText(call.party)}{' '}
            {call.urgent ? <Tag tone="wait">{t('watch.calls.urgent')}</Tag> : null}
          </Table.Td>
          <Table.Td miw={240} style={{ whiteSpace: 'pre-wrap' }} dir="auto">
            {call.text === null ? t('watch.lost') : visibleText(call.text)}
          </Table.Td>
          <Table.Td>
            {call.record === null ? null : (
              <PageLink to={links.record(call.record)}>{t('watch.calls.toRecord')}</PageLink>
            )}
            {call.due === null ? null : (
              <Text size="sm" component="div">
                <Say id="watch.calls.due" values={{ time: <Time at={call.due} exact /> }} />
              </Text>
            )}
            {call.record === null && may.desk ? (
              <ButtonLink size="xs" to={links.newRecord({ call: call.id })}>
                {t('watch.calls.write')}
              </ButtonLink>
            ) : null}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
