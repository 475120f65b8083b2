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

const text = {
  title: 'Releases',
  none: 'Not released to anyone',
  noneOwn:
    'Nothing leaves this node unless it is released, to one recipient at a time. Each release and receipt will be listed here.',
  foreign: 'Not for this node to release',
  noneForeign: 'Only the participant that wrote a record releases it, and only that participant knows to whom.',
};

const columns = [{ title: 'To' }, { title: 'Released' }, { title: 'Recalled' }, { title: 'Receipts' }];

const receiptTones: Record<string, Tone> = {
  delivered: 'good',
  destroyed: 'plain',
  held: 'wait',
  'never-held': 'plain',
};

type Release = RecordDetail['releases'][number];

/** Who has the record, who had it, and what each holder confirmed. */
export function ReleaseTable({ record }: { record: RecordDetail }) {
  const { node } = useSession();
  if (record.to) return null;
  const isOwn = record.author.startsWith(`${node.code}/`);
  return (
    <Section title={text.title}>
      {record.releases.length === 0 ? (
        <Empty title={isOwn ? text.none : text.foreign}>{isOwn ? text.noneOwn : text.noneForeign}</Empty>
      ) : (
        <DataTable label={text.title} columns={columns}>
          {record.releases.map((release) => (
            <ReleaseRow key={`${release.ref} ${release.to}`} release={release} />
          ))}
        </DataTable>
      )}
    </Section>
  );
}

function ReleaseRow({ release }: { release: Release }) {
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
        {release.receipts.length === 0 ? <Tag tone="wait">none yet</Tag> : null}
        {release.receipts.map((receipt) => (
          <div key={`${receipt.ref} ${receipt.status}`}>
            <PageLink to={links.record(receipt.ref)} quiet>
              <Tag tone={receiptTones[receipt.status] ?? 'plain'}>
                {receipt.status}
                {receipt.blobsDue === null ? '' : `, ${receipt.blobsDue} files not yet,`} <Time at={receipt.at} />
              </Tag>
            </PageLink>
            <ReceiptTraces receipt={receipt} />
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}
