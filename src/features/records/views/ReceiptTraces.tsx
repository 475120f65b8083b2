import { List, Text } from '@mantine/core';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { RecordDetail } from './api.ts';

type Receipt = RecordDetail['releases'][number]['receipts'][number];

const places: Record<string, string> = {
  'proof-file': 'as a proof file',
  'blob-file': 'as a saved blob',
  'stix-file': 'in a STIX file',
  'misp-file': 'in a MISP file',
  program: 'to a program or the command line',
};

/** What is left of the content at a holder that has taken it back: holds, backups, exports, and what was made from it. */
export function ReceiptTraces({ receipt }: { receipt: Receipt }) {
  const { code, until, backupsGoneBy, exported, derived } = receipt;
  if (until === null && backupsGoneBy === null && exported === null && derived === null) return null;
  return (
    <List size="xs" c="dimmed" aria-label="What is left there">
      {until === null ? null : (
        <List.Item>
          held until {until}: {visibleText(code ?? '')}
        </List.Item>
      )}
      {backupsGoneBy === null ? null : <List.Item>{sayBackups(backupsGoneBy)}</List.Item>}
      {exported?.map(({ place, count, last }) => (
        <List.Item key={place}>
          exported {places[place] ?? `to ${visibleText(place)}`} {count}×, last <Time at={last} />
        </List.Item>
      ))}
      {derived === null ? null : (
        <List.Item>
          <Text span inherit>
            {derived === 1 ? '1 record was' : `${derived} records were`} made from it
          </Text>
        </List.Item>
      )}
    </List>
  );
}

const sayBackups = (goneBy: string): string =>
  goneBy === 'unknown'
    ? 'in backups that should be gone and are not known to be'
    : `in backups until the end of ${goneBy}`;
