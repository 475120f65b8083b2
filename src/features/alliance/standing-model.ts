import type { Alliance, Standing } from './model.ts';

/** One word for each standing, wherever a person reads it. */
export const standingWords: Readonly<Record<Standing, string>> = {
  standing: 'takes part',
  'not-yet': 'not yet',
  suspended: 'suspended',
  left: 'withdrawn',
  none: 'unknown',
};

/** The end of a log, as a succession says it: its size, and when the succession was sealed. */
export type LogEnd = { log: number; size: number; at: string };

/** Which of a participant's logs goes on, and how the one before it ended. */
export function logOf({ successions }: Pick<Alliance, 'successions'>, code: string): Place {
  const last = successions.get(code)?.at(-1)?.succession;
  if (!last) return { log: 1, logBefore: null };
  return { log: last.next, logBefore: { log: last.log, size: last.size, at: last.issuedAt } };
}

type Shown = Place & { logSize: number | null };
type Place = { log: number; logBefore: LogEnd | null };

/** How long this log is as far as is known here; a head of the log before it says nothing of this one. */
export function sizeOf(log: number, known: Head | PeerHead | undefined): number | null {
  if (known?.log !== log) return null;
  if ('size' in known) return known.size;
  return known.checkpointNote === null ? null : known.checkpointSize;
}

type Head = { log: number; size: number };
type PeerHead = { log: number; checkpointNote: string | null; checkpointSize: number };

/** A size alone would read as a shrink where another log began: then both are told. `count` writes a number: a page groups its digits. */
export function describeLog({ log, logSize, logBefore }: Shown, count: (n: number) => string = String): string {
  const size = logSize === null ? '–' : count(logSize);
  if (!logBefore) return size;
  const { log: before, size: reached, at } = logBefore;
  return `log ${log}, size ${size} (log ${before} ended at ${count(reached)} on ${at.slice(0, 10)})`;
}
