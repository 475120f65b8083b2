import { Text } from '@mantine/core';
import { exactTime } from '#web/ui/times.ts';
import type { RecordFilter } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = { filter: RecordFilter; total: { count: number; atLeast: boolean } | undefined };

/** How many records the list has, and to what it is narrowed that no field of the form says. */
export function Narrowed({ filter: { since, keptTo, by, from, to }, total }: Props) {
  const t = useT();
  const days = [from ?? '…', to ?? '…'].join(' – ');
  const said = [
    ...(since ? [t('records.narrowed.since', { time: exactTime(since, t.locale) })] : []),
    ...(keptTo ? [t('records.narrowed.keptTo', { day: keptTo })] : []),
    ...(from || to
      ? [
          by === 'sealed'
            ? t('records.narrowed.sealed', { days })
            : by === 'released'
              ? t('records.narrowed.released', { days })
              : t('records.narrowed.arrived', { days }),
        ]
      : []),
  ];
  const count =
    total === undefined ? null : `${t('records.narrowed.count', { count: total.count })}${total.atLeast ? '+' : ''}`;
  return (
    <Text size="sm" mb="xs" role="status">
      {[count, ...said].filter(Boolean).join('; ')}
    </Text>
  );
}
