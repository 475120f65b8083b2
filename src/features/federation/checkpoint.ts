import { LogError, parseCheckpoint, parseNote, verifyConsistency } from '@tamga/log';
import { currentLog, logNamed } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { openLapsedNote, openLogNote } from '#features/log/actions.ts';
import { chunksOf32, equalBytes, fromBase64url } from '#platform/bytes.ts';
import type { LastLine, PeerState } from './model.ts';

export type CheckedPage =
  | { ok: true; /** Which of the peer's logs. */ log: number; size: number; root: Uint8Array; note: string }
  | { ok: false; code: string; why: string };

type Failure = { ok: false; code: string; why: string };
const fail = (code: string, why: string): Failure => ({ ok: false, code, why });

/**
 * Whether a page's checkpoint is the peer's and continues the log that we verified before (I3). What fails here is never
 * an accident of the network: it stops the peer. A later log than the one that was read begins where its owner's root key
 * ended the one before. Codes: checkpoint, log-shrank, log-forked, log-ended, log-unsucceeded, directory; and
 * `directory-unknown`, which does not: the directory that it was signed under has not been learned yet. Nor does `log-key-ended`: its
 * owner has not signed under the next key yet, or it is not the owner who shows it.
 */
export async function checkCheckpoint(last: LastLine, before: PeerState, alliance: Alliance): Promise<CheckedPage> {
  let peer = before;
  if (!alliance.directories.has(peer.participant))
    return fail('checkpoint', `no log key of ${peer.participant} is known`);
  let misnamed: Failure | undefined;
  try {
    misnamed = checkDirectory(last.checkpoint, peer, alliance);
    const origin = parseNote(last.checkpoint).text.split('\n', 1)[0] ?? '';
    const log = logNamed(alliance, origin)?.log ?? peer.log;
    // The end of the log before may have been sealed under the directory that is not known yet.
    if (log > peer.log && misnamed?.code === 'directory-unknown') return misnamed;
    const unfit = checkLog(log, peer, alliance);
    if (unfit) return unfit;
    if (log > peer.log) peer = { ...peer, log, seq: 0, checkpointSize: 0, checkpointRoot: null };
    const { size, root } = await openLogNote(last.checkpoint, alliance, peer.participant);
    const end = alliance.successions.get(peer.participant)?.[log - 1]?.succession;
    if (end && size > end.size) return fail('log-ended', `log ${log} ended at size ${end.size}, and shows ${size}`);
    if (size < peer.checkpointSize) return fail('log-shrank', `size ${size} after ${peer.checkpointSize}`);
    if (peer.checkpointRoot && size === peer.checkpointSize && !equalBytes(root, peer.checkpointRoot))
      return fail('log-forked', `two roots for size ${size}`);
    if (peer.checkpointRoot && size > peer.checkpointSize) {
      const proof = chunksOf32(fromBase64url(last.consistency, 'consistency'));
      verifyConsistency({ size1: peer.checkpointSize, root1: peer.checkpointRoot, size2: size, root2: root, proof });
    }
    return misnamed ?? { ok: true, log, size, root, note: last.checkpoint };
  } catch (error) {
    // Its key may be one that the directory names which is not known yet: nobody can tell before that is learned.
    if (misnamed?.code === 'directory-unknown' && error instanceof LogError && error.code === 'unverified')
      return misnamed;
    const why = error instanceof Error ? error.message : 'unreadable';
    if (await isLapsed(last.checkpoint, peer.participant, alliance)) return fail('log-key-ended', why);
    const isFork = error instanceof LogError && error.code === 'bad-proof';
    return fail(isFork ? 'log-forked' : 'checkpoint', why);
  }
}

const isLapsed = (note: string, participant: string, alliance: Alliance): Promise<boolean> =>
  openLapsedNote(note, alliance, participant).then(
    (opened) => opened !== undefined,
    () => false,
  );

function checkLog(log: number, { participant, log: read }: PeerState, alliance: Alliance): Failure | undefined {
  if (log < read) return fail('log-shrank', `${participant} shows its log ${log} after log ${read}`);
  if (log <= currentLog(alliance, participant)) return undefined;
  return fail('log-unsucceeded', `${participant} shows a log ${log}, and its root key ended no log before it`);
}

/** A checkpoint names a directory of its participant, never one before the one that the last checkpoint named. */
function checkDirectory(note: string, peer: PeerState, alliance: Alliance): Failure | undefined {
  const named = directoryNamed(note);
  if (!named) return fail('directory', 'the checkpoint names no directory');
  const chain = alliance.history.get(peer.participant) ?? [];
  const newest = chain.at(-1)?.directory.number ?? 0;
  if (named.number > newest)
    return fail('directory-unknown', `the checkpoint names directory ${named.number}; ${newest} is held here`);
  if (chain.find(({ directory }) => directory.number === named.number)?.digest !== named.digest)
    return fail('directory', `the checkpoint names another directory than number ${named.number}`);
  const before = peer.checkpointNote === null ? undefined : directoryNamed(peer.checkpointNote);
  if (before && named.number < before.number)
    return fail('directory', `the checkpoint names directory ${named.number} after number ${before.number}`);
  return undefined;
}

function directoryNamed(note: string): { number: number; digest: string } | undefined {
  const [line, second] = parseCheckpoint(parseNote(note).text).extensions.filter((one) =>
    one.startsWith('tamga-directory '),
  );
  const match = second === undefined ? /^tamga-directory ([1-9]\d{0,6}) ([A-Za-z0-9_-]{43})$/.exec(line ?? '') : null;
  return match ? { number: Number(match[1]), digest: match[2] ?? '' } : undefined;
}
