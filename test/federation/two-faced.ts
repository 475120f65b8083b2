import { parseTilePath } from '@tamga/log';
import { toBase64url } from '#platform/bytes.ts';
import type { ForkedLog } from './forked-log.ts';
import type { Impostor } from './nodes.ts';

/** What one asker is shown: a log, and how much of it. Tiles and proofs are of that log too. */
export type View = { log: ForkedLog; size: number };

/** A node that serves a log to whoever asks, to each the one that was chosen for him. */
export function twoFaced(
  viewOf: (asker: string) => View,
  options: { gossip?: () => string[]; tiles?: boolean } = {},
): Impostor {
  return async (asker, { pathname, searchParams }) => {
    const { log, size } = viewOf(asker);
    const path = pathname.replace('/federation/v1/', '');
    if (path === 'checkpoint') return { status: 200, body: await log.note(size) };
    if (path.startsWith('tile/')) {
      if (options.tiles === false) return { status: 404, body: '' };
      const { level, index, width } = parseTilePath(path);
      return { status: 200, body: Buffer.from(log.tile(Number(level), Number(index), width)) };
    }
    if (path !== 'feed') return { status: 404, body: '' };
    const known = Number(searchParams.get('size') ?? 0);
    const hashes = known > 0 && known < size ? await log.consistency(known, size) : [];
    const last = {
      checkpoint: await log.note(size),
      consistency: toBase64url(Buffer.concat(hashes)),
      gossip: options.gossip?.() ?? [],
      more: false,
    };
    return { status: 200, body: `${JSON.stringify(last)}\n` };
  };
}
