import { dayOf, exactTime, relativeTime } from './times.ts';
import { useNow } from './use-now.ts';
import { useT } from '../i18n/use-t.ts';

/** A moment: how long ago, exactly, or its day (UTC); on hover it is told exactly, or how long ago that was. */
export function Time({ at, exact = false, day = false }: { at: string; exact?: boolean; day?: boolean }) {
  const now = useNow();
  const t = useT();
  const full = exactTime(at, t.locale);
  const ago = relativeTime(at, now, t);
  return (
    <time dateTime={at} title={exact ? ago : full} style={{ whiteSpace: 'var(--time-wrap, nowrap)' }}>
      {exact ? full : day ? dayOf(at, t.locale) : ago}
    </time>
  );
}
