import { List, Text } from '@mantine/core';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';

type Receipt = RecordDetail['releases'][number]['receipts'][number];

const places = (t: Translate): Record<string, string> => ({
  'proof-file': t('records.receiptTraces.asAProofFile'),
  'blob-file': t('records.receiptTraces.asASavedBlob'),
  'stix-file': t('records.receiptTraces.inAStixFile'),
  'misp-file': t('records.receiptTraces.inAMispFile'),
  program: t('records.receiptTraces.toAProgramOr'),
});

/** What is left of the content at a holder that has taken it back: holds, backups, exports, and what was made from it. */
export function ReceiptTraces({ receipt }: { receipt: Receipt }) {
  const t = useT();
  const { code, until, backupsGoneBy, exported, derived } = receipt;
  if (until === null && backupsGoneBy === null && exported === null && derived === null) return null;
  return (
    <List size="xs" c="dimmed" aria-label={t('records.receiptTraces.whatIsLeftThere')}>
      {until === null ? null : (
        <List.Item>{t('records.receiptTraces.heldUntil', { until, code: visibleText(code ?? '') })}</List.Item>
      )}
      {backupsGoneBy === null ? null : <List.Item>{sayBackups(t, backupsGoneBy)}</List.Item>}
      {exported?.map(({ place, count, last }) => (
        <List.Item key={place}>
          <Say
            id="records.receiptTraces.exported"
            values={{
              place: places(t)[place] ?? t('records.receiptTraces.to', { place: visibleText(place) }),
              count,
              time: <Time at={last} />,
            }}
          />
        </List.Item>
      ))}
      {derived === null ? null : (
        <List.Item>
          <Text span inherit>
            {t('records.receiptTraces.madeFromIt', { derived })}
          </Text>
        </List.Item>
      )}
    </List>
  );
}

const sayBackups = (t: Translate, goneBy: string): string =>
  goneBy === 'unknown'
    ? t('records.receiptTraces.inBackupsThatShould')
    : t('records.receiptTraces.inBackupsUntilThe', { goneBy });
