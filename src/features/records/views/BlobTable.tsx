import { Anchor, Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { blobPath } from './api.ts';
import type { RecordDetail } from './api.ts';

const text = { title: 'Files', save: 'Save' };

const columns = [{ title: 'Type' }, { title: 'Bytes' }, { title: 'SHA-256' }, { title: 'State' }, { title: '' }];

type Blob = RecordDetail['blobs'][number];
const states: Record<Blob['state'], { tone: Tone; words: string }> = {
  here: { tone: 'good', words: 'here' },
  due: { tone: 'wait', words: 'not here yet' },
  refused: { tone: 'bad', words: 'refused' },
  gone: { tone: 'faint', words: 'destroyed or withheld' },
  unknown: { tone: 'faint', words: 'not shown to your role' },
};

/** The files that the record names. They are saved, never shown: another participant made them. */
export function BlobTable({ record }: { record: RecordDetail }) {
  if (record.blobs.length === 0) return null;
  return (
    <Section title={text.title}>
      <DataTable label={text.title} columns={columns}>
        {record.blobs.map((blob) => (
          <BlobRow key={blob.sha256} of={record.ref} blob={blob} />
        ))}
      </DataTable>
    </Section>
  );
}

function BlobRow({ of: ref, blob }: { of: string; blob: Blob }) {
  const { tone, words } = states[blob.state];
  return (
    <Table.Tr>
      <Table.Td>{visibleText(blob.type)}</Table.Td>
      <Table.Td>{blob.size.toLocaleString('en')}</Table.Td>
      <Table.Td>
        <Mono>{blob.sha256}</Mono>
      </Table.Td>
      <Table.Td>
        <Tag tone={tone}>{words}</Tag> {blob.why === null ? null : visibleText(blob.why)}
      </Table.Td>
      <Table.Td>
        {blob.state === 'here' ? (
          <Anchor href={blobPath(ref, blob.sha256)} download aria-label={`${text.save} ${blob.sha256}`}>
            {text.save}
          </Anchor>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
