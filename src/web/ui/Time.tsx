import { dayOf, exactTime, relativeTime } from './times.ts';
import { useNow } from './use-now.ts';

/** A moment: how long ago, exactly, or its day (UTC); on hover it is told exactly, or how long ago that was. */
export function Time({ at, exact = false, day = false }: { at: string; exact?: boolean; day?: boolean }) {
  const now = useNow();
  const full = exactTime(at);
  const ago = relativeTime(at, now);
  return (
    <time dateTime={at} title={exact ? ago : full} style={{ whiteSpace: 'nowrap' }}>
      {exact ? full : day ? dayOf(at) : ago}
    </time>
  );
}
