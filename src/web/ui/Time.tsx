import { exactTime, relativeTime } from './times.ts';
import { useNow } from './use-now.ts';

/** A moment: how long ago, or exactly (UTC); the other form shows on hover. */
export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  const now = useNow();
  const full = exactTime(at);
  const ago = relativeTime(at, now);
  return (
    <time dateTime={at} title={exact ? ago : full} style={{ whiteSpace: 'nowrap' }}>
      {exact ? full : ago}
    </time>
  );
}
