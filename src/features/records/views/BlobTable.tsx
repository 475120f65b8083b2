import { Anchor, Button, Table } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '#web/ui/DataTable.tsx';
import { ForeignFrame } from '#web/ui/ForeignFrame.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { showingOf } from '../showing-model.ts';
import { askShowing, blobPath } from './api.ts';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('records.blobTable.type') },
  { title: t('records.blobTable.bytes') },
  { title: 'SHA-256' },
  { title: t('records.blobTable.state') },
  { title: '' },
];

type Blob = RecordDetail['blobs'][number];
const states = (t: Translate): Record<Blob['state'], { tone: Tone; words: string }> => ({
  here: { tone: 'good', words: t('records.blobTable.here') },
  due: { tone: 'wait', words: t('records.blobTable.notHereYet') },
  refused: { tone: 'bad', words: t('records.blobTable.refused') },
  gone: { tone: 'faint', words: t('records.blobTable.destroyedOrWithheld') },
  unknown: { tone: 'faint', words: t('records.blobTable.notShownToYour') },
});

/** The files that the record names. They are saved, or shown in a frame that can do nothing: another participant made them. */
export function BlobTable({ record }: { record: RecordDetail }) {
  const t = useT();
  const [shown, setShown] = useState<string | null>(null);
  if (record.blobs.length === 0) return null;
  const open = record.blobs.find((blob) => blob.sha256 === shown && blob.state === 'here');
  const as = open ? showingOf(open) : null;
  return (
    <Section title={t('records.blobTable.title')}>
      <DataTable label={t('records.blobTable.title')} columns={columns(t)}>
        {record.blobs.map((blob) => (
          <BlobRow
            key={blob.sha256}
            of={record.ref}
            blob={blob}
            isShown={blob.sha256 === shown}
            onShow={() => setShown(blob.sha256 === shown ? null : blob.sha256)}
          />
        ))}
      </DataTable>
      {open && as ? (
        <ForeignFrame
          key={open.sha256}
          name={open.sha256.slice(0, 8)}
          as={as}
          ask={(wanted) => askShowing(record.ref, open.sha256, wanted)}
        />
      ) : null}
    </Section>
  );
}

type RowProps = { of: string; blob: Blob; isShown: boolean; onShow: () => void };

function BlobRow({ of: ref, blob, isShown, onShow }: RowProps) {
  const t = useT();
  const { tone, words } = states(t)[blob.state];
  return (
    <Table.Tr>
      <Table.Td>{visibleText(blob.type)}</Table.Td>
      <Table.Td>{t.number(blob.size)}</Table.Td>
      <Table.Td>
        <Mono>{blob.sha256}</Mono>
      </Table.Td>
      <Table.Td>
        <Tag tone={tone}>{words}</Tag> {blob.why === null ? null : visibleText(blob.why)}
      </Table.Td>
      <Table.Td>
        {blob.state === 'here' && showingOf(blob) !== null ? (
          <Button
            variant="default"
            size="compact-sm"
            me="sm"
            aria-expanded={isShown}
            aria-label={`${t('care.blob.show')} ${blob.sha256}`}
            onClick={onShow}
          >
            {t('care.blob.show')}
          </Button>
        ) : null}
        {blob.state === 'here' ? (
          <Anchor
            href={blobPath(ref, blob.sha256)}
            download
            aria-label={`${t('records.blobTable.save')} ${blob.sha256}`}
          >
            {t('records.blobTable.save')}
          </Anchor>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
