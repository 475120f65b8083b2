import { Table } from '@mantine/core';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useNamesIn } from './names.ts';
import type { Case } from './api.ts';

/** Who was given which record of the case, and what each holder's node confirmed. */
export function Given({ of }: { of: Case }) {
  const t = useT();
  const nameOf = useNamesIn(of);
  const columns = [
    { title: t('cases.next.record') },
    { title: t('records.to') },
    { title: t('records.releaseTable.released') },
    { title: t('records.releaseTable.recalled') },
    { title: t('records.releaseTable.receipts') },
  ];
  return (
    <Section title={t('records.releaseTable.title')}>
      {of.releases.length === 0 ? (
        <Empty title={t('cases.notGiven')}>{t('cases.notGivenWhy')}</Empty>
      ) : (
        <DataTable label={t('records.releaseTable.title')} columns={columns}>
          {of.releases.map(({ record, ref, to, at, recalledAt, receipts }) => (
            <Table.Tr key={`${record} ${ref}`}>
              <Table.Td miw={200}>
                <PageLink to={links.record(record)}>{nameOf(record)}</PageLink>
              </Table.Td>
              <Table.Td>
                <Mono whole>{to}</Mono>
              </Table.Td>
              <Table.Td>
                <PageLink to={links.record(ref)} quiet>
                  <Time at={at} />
                </PageLink>
              </Table.Td>
              <Table.Td>{recalledAt === null ? '–' : <Time at={recalledAt} />}</Table.Td>
              <Table.Td>
                {receipts.length === 0 ? <Tag tone="wait">{t('records.releaseTable.noneYet')}</Tag> : null}
                {receipts.map((receipt) => (
                  <div key={`${receipt.ref} ${receipt.status}`}>
                    <PageLink to={links.record(receipt.ref)} quiet>
                      {t.term('receipt', receipt.status)} <Time at={receipt.at} />
                    </PageLink>
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}
