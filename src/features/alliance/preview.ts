import { peekDirectory } from './directory.ts';
import type { Alliance, ProfileText } from './model.ts';
import { extendAlliance } from './open-alliance.ts';

/** More changes of one participant's keys than this are not caught up with from a file. */
const maxAhead = 64;

/**
 * The alliance as it would be with what these documents say of one participant; nothing is taken on. What nobody vouches for
 * yet must cost little to refuse: of directories only the next few of that participant are looked at.
 */
export function previewAlliance(
  held: Alliance,
  { profiles, directories }: { profiles: readonly ProfileText[]; directories: readonly string[] },
  participant: string,
): Alliance {
  const number = held.directories.get(participant)?.directory.number ?? 0;
  const ahead = directories.flatMap((jws) => {
    const claim = peekDirectory(jws);
    return claim?.participant === participant && claim.number > number ? [{ jws, number: claim.number }] : [];
  });
  const next = ahead.toSorted((a, b) => a.number - b.number).slice(0, maxAhead);
  return extendAlliance(held, { profiles, directories: next.map(({ jws }) => jws) }).alliance;
}
