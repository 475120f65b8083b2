import type { Translate } from '#web/i18n/translate.ts';
import type { LogEnd } from '../standing-model.ts';

type Shown = { log: number; logSize: number | null; logBefore: LogEnd | null };

/** A size alone would read as a shrink where another log began: then both are told, as `describeLog` does on the command line. */
export function sayLog(t: Translate, { log, logSize, logBefore }: Shown): string {
  const size = logSize === null ? '–' : t.number(logSize);
  if (!logBefore) return size;
  const { log: before, size: reached, at } = logBefore;
  return t('alliance.sayLog', { log, size, before, reached: t.number(reached), at: at.slice(0, 10) });
}
