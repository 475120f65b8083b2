import { previewAlliance } from '#features/alliance/actions.ts';
import { learnFrom, pullPage, readPeer } from '#features/federation/actions.ts';
import { readOwnLog } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { checkAddress, checkFerry, knowsSealer, refuseFile, splitFerry } from './ferry-file.ts';
import { askAgain, networkOf, readContent, readDocuments } from './ferry-network.ts';
import { maxFerryFileBytes } from './model.ts';
import type { FerriedIn, FerrySeal } from './model.ts';
import * as store from './store.ts';

/**
 * Takes in a file that a peer made with `ferryOut`. After its seal, its pages go the way of a pull: the same requests,
 * answered from the file, so the same checks, one transaction a page, receipts and cursor with it. A crash in the middle
 * leaves a cursor; the same file goes on there. `again`: one that says nothing new is taken for what it is, for its blobs. Errors: refused with codes too-large, recipient, damaged, alliance,
 * misaddressed, from, seal, stopped, gap, replayed, stale, and those that stop a peer.
 */
export async function ferryIn(deps: Deps, file: Uint8Array, again = false): Promise<FerriedIn> {
  if (file.length > maxFerryFileBytes) throw refuseFile('too-large', `the file has over ${maxFerryFileBytes} bytes`);
  const { alliance, code, keys } = deps.self;
  const identities = keys.wrapKeys.map(({ privateKey }) => privateKey);
  const opened = splitFerry(await decryptWith(identities, file));
  const { seal } = opened;
  checkAddress(seal, alliance, code);
  // Who changed its transport key says so in the file itself, by directories that its root key sealed.
  const sender = knowsSealer(opened, alliance)
    ? alliance
    : previewAlliance(alliance, readDocuments(opened.content), seal.from);
  checkFerry(opened, sender, code);
  const content = readContent(opened.content, seal);
  await learnFrom(deps, content.documents, seal.from);
  if ((seal.have.log ?? 1) === (await readOwnLog(deps.db))) await store.acknowledge(deps.db, seal.from, seal.have);
  const before = await readPeer(deps.db, seal.from);
  if (!checkPlace(before, seal, content.size, again))
    return { from: seal.from, lines: 0, seq: before.seq, more: seal.more, known: true };
  const network = networkOf(seal, content);
  let lines = 0;
  for (let more = true; more;) {
    const pulled = await pullPage({ ...deps, network }, seal.from);
    lines += pulled.lines;
    more = pulled.more && pulled.lines > 0;
  }
  const peer = await readPeer(deps.db, seal.from);
  if (peer.stopped) throw refuseFile(peer.failureCode ?? 'stopped', peer.failureWhy ?? `${seal.from} is stopped`);
  if (peer.seq < seal.last) throw new TamgaError('conflict', `place ${peer.seq} was reached: take the file in again`);
  deps.logger.info('ferried-in', { from: seal.from, lines, seq: peer.seq });
  return { from: seal.from, lines, seq: peer.seq, more: seal.more, known: false };
}

type Peer = Awaited<ReturnType<typeof readPeer>>;
const placeOf = ({ seq, checkpointSize }: Peer) => ({ seq, size: checkpointSize });

/**
 * A file has to go on where this node is. One that says nothing new is an old one: it must not look like a log that shrank. Gives
 * whether there is anything to read; of a file that may be here already, false is no error.
 */
function checkPlace(peer: Peer, { from, log: sealed, after, last }: FerrySeal, size: number, again: boolean): boolean {
  if (peer.stopped) throw refuseFile('stopped', `${from} is stopped: an officer decides first`);
  const log = sealed ?? 1;
  if (log < peer.log) {
    if (again) return false;
    throw refuseFile('replayed', `the file is of log ${log} of ${from}; log ${peer.log} is read here already`);
  }
  if (log > peer.log) {
    if (after > 0) throw refuseFile('gap', `the file does not begin at the beginning of log ${log} of ${from}`);
    return true;
  }
  if (after > peer.seq)
    throw refuseFile('gap', `the file begins after place ${after}: ${askAgain(from, placeOf(peer))}`);
  if (last < peer.seq || (last === peer.seq && (after < last || size < peer.checkpointSize))) {
    if (again) return false;
    throw refuseFile('replayed', `the file ends at place ${last} of the feed of ${from}; ${peer.seq} is here already`);
  }
  if (size < peer.checkpointSize)
    throw refuseFile('stale', `the file shows a log of ${size} only: ${askAgain(from, placeOf(peer))}`);
  return true;
}
