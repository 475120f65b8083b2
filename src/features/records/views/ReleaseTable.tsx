import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { RecordDetail } from './api.ts';
import { ReceiptTraces } from './ReceiptTraces.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('records.to') },
  { title: t('records.releaseTable.released') },
  { title: t('records.releaseTable.recalled') },
  { title: t('records.releaseTable.receipts') },
];

const receiptTones: Record<string, Tone> = {
  delivered: 'good',
  destroyed: 'plain',
  held: 'wait',
  'never-held': 'plain',
};

type Release = RecordDetail['releases'][number];

/** Who has the record, who had it, and what each holder confirmed. */
export function ReleaseTable({ record }: { record: RecordDetail }) {
  const t = useT();
  const { node } = useSession();
  if (record.to) return null;
  const isOwn = record.author.startsWith(`${node.code}/`);
  return (
    <Section title={t('records.releaseTable.title')}>
      {record.releases.length === 0 ? (
        <Empty title={isOwn ? t('records.releaseTable.none') : t('records.releaseTable.foreign')}>
          {isOwn ? t('records.releaseTable.noneOwn') : t('records.releaseTable.noneForeign')}
        </Empty>
      ) : (
        <DataTable label={t('records.releaseTable.title')} columns={columns(t)}>
          {record.releases.map((release) => (
            <ReleaseRow key={`${release.ref} ${release.to}`} release={release} />
          ))}
        </DataTable>
      )}
    </Section>
  );
}

function ReleaseRow({ release }: { release: Release }) {
  const t = useT();
  return (
    <Table.Tr>
      <Table.Td>
        <Mono whole>{release.to}</Mono>
      </Table.Td>
      <Table.Td>
        <PageLink to={links.record(release.ref)} quiet>
          <Time at={release.at} />
        </PageLink>
      </Table.Td>
      <Table.Td>{release.recalledAt ? <Time at={release.recalledAt} /> : '–'}</Table.Td>
      <Table.Td>
        {release.receipts.length === 0 ? <Tag tone="wait">{t('records.releaseTable.noneYet')}</Tag> : null}
        {release.receipts.map((receipt) => (
          <div key={`${receipt.ref} ${receipt.status}`}>
            <PageLink to={links.record(receipt.ref)} quiet>
              <Tag tone={receiptTones[receipt.status] ?? 'plain'}>
                {t.term('receipt', receipt.status)}
                {receipt.blobsDue === null
                  ? ''
                  : t('records.releaseTable.filesNotYet', { blobsDue: receipt.blobsDue })}{' '}
                <Time at={receipt.at} />
              </Tag>
            </PageLink>
            <ReceiptTraces receipt={receipt} />
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}
