import {
  appendToTiles,
  createProver,
  ed25519Signer,
  formatCheckpoint,
  hashLeaf,
  rootOfTiles,
  signNote,
} from '@tamga/log';
import type { Prover, Signer } from '@tamga/log';
import { logOrigin, snapshot } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes, fromBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { openLogNote } from './log-note.ts';
import { ownLog } from './overtaken.ts';
import { idleTickIsDue, paddedSize, paddingDigest, permute } from './rules.ts';
import * as store from './store.ts';
import type { Head, Leaf } from './store.ts';

const maxBatch = 8192;

/** Gives what was published between two sizes its place in the feeds; runs in the transaction that swaps the head. */
export type OnPublished = (tx: Tx, fromIndex: number, toIndex: number, self: Self) => Promise<string[]>;
export type Published = { leaves: number; /** Who has something new in its feed. */ recipients: string[] };

type SequencerDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes'> & { onPublished: OnPublished };

/**
 * One tick of the sequencer: stage what is queued, then publish it. What a crash left staged is published first, by the
 * same code. Safe to repeat after an unknown outcome: what is staged has one root, so a size is never signed with two.
 * Errors: log-stopped when the head moved under us, or others hold what this log does not lead to; LogError bad-tile when it does not fit its tiles.
 */
export async function sequence(deps: SequencerDeps): Promise<Published> {
  const view = { ...deps, self: snapshot(deps.self) };
  const staged = await stage(view);
  return staged ? publish(view) : nothing;
}

const nothing: Published = { leaves: 0, recipients: [] };

/** Makes queued records leaves: padded, permuted, hashed into tiles, durable. Nothing of it is signed yet. */
async function stage({ db, self, randomBytes }: SequencerDeps): Promise<boolean> {
  return transaction(db, async (tx) => {
    if (!(await store.lockSequencer(tx))) return false;
    const log = await ownLog(tx, self);
    const head = await store.readHead(tx);
    const size = await store.countLeaves(tx, log);
    if (size > (head?.size ?? 0)) return true;
    const queued = await store.takeQueue(tx, maxBatch);
    // A new directory is named at once: padding alone makes the checkpoint that says so.
    const isNamed = head?.note.includes(`\n${directoryLine(self)}\n`) ?? false;
    if (queued.length === 0 && isNamed && !idleTickIsDue(randomBytes)) return false;
    const leaves = toLeaves(queued, size, randomBytes);
    const hashes = leaves.map((leaf) => hashLeaf(leaf.digest));
    const appended = await appendToTiles(size, hashes, store.tileReader(tx, log), head && { root: head.root });
    await store.insertLeaves(tx, log, leaves);
    await store.upsertTiles(tx, log, appended.tiles);
    return true;
  });
}

function toLeaves(queued: readonly store.Queued[], size: number, randomBytes: Deps['randomBytes']): Leaf[] {
  const padding = Array.from({ length: paddedSize(queued.length) - queued.length }, () => {
    const kept = randomBytes(32);
    return { recordId: null, digest: paddingDigest(kept), padding: kept };
  });
  const records = queued.map((q) => ({ ...q, padding: null }));
  return permute([...records, ...padding], randomBytes).map((leaf, i) => ({ ...leaf, index: size + i }));
}

/** Signs a checkpoint over all durable leaves and swaps it in; only then do releases get their place in the feeds. */
async function publish({ db, self, now, onPublished }: SequencerDeps): Promise<Published> {
  return transaction(db, async (tx) => {
    if (!(await store.lockSequencer(tx))) return nothing;
    const log = await ownLog(tx, self);
    const head = await store.readHead(tx);
    const oldSize = head?.size ?? 0;
    const size = await store.countLeaves(tx, log);
    if (size === oldSize) return nothing;
    const root = await rootOfTiles(size, store.tileReader(tx, log));
    const signedAt = now();
    const note = await signNote(checkpointText(self, log, size, root), [logSigner(self, log)]);
    const swapped = await store.swapHead(tx, oldSize, { log, size, root: Buffer.from(root), note, signedAt });
    if (!swapped) throw new TamgaError('log-stopped', `the head moved while ${size} was being published`);
    return { leaves: size - oldSize, recipients: await onPublished(tx, oldSize, size, self) };
  });
}

/** The checkpoint's text; its extension line binds the directory that was current when it was signed. */
const checkpointText = (self: Self, log: number, size: number, root: Uint8Array): string =>
  formatCheckpoint({
    origin: logOrigin(self.alliance.id, self.code, log),
    size,
    root,
    extensions: [directoryLine(self)],
  });

function directoryLine({ alliance, code }: Self): string {
  const held = alliance.directories.get(code);
  return `tamga-directory ${held?.directory.number ?? 0} ${held?.digest ?? ''}`;
}

function logSigner(self: Self, log: number): Signer {
  const { key } = self.keys.log;
  return ed25519Signer(
    logOrigin(self.alliance.id, self.code, log),
    fromBase64url(key.publicKey, 'log key', 32),
    (message) => key.sign(message),
  );
}

/** What the own log proves of a checkpoint of it: whether it is one of its beginnings, and the root and proof that say so. */
export async function ownBeginning(
  db: Db,
  size: number,
): Promise<{ head: Head; root: Uint8Array; proof: Uint8Array[] }> {
  const head = await store.readHead(db);
  if (!head || size < 1 || size > head.size) throw new TamgaError('not-found', `the log has no ${size} leaves`);
  const readTile = store.tileReader(db, head.log);
  const root = await rootOfTiles(size, readTile);
  return { head, root, proof: await createProver(head.size, readTile).consistency(size) };
}

/** One leaf of an own log, with its proof in the tree of a size that was published. Errors: LogError. */
export async function ownLeaf(
  db: Db,
  log: number,
  size: number,
  index: number,
): Promise<{ digest: Buffer; proof: Uint8Array[] }> {
  const [digest] = await store.readEntries(db, log, index, index + 1);
  if (!digest) throw new TamgaError('not-found', `log ${log} has no leaf ${index} here`);
  return { digest, proof: await createProver(size, store.tileReader(db, log)).inclusion(index) };
}

/** Makes proofs in the tree of an own log as it was at a size that was published. */
export const proverAt = (db: Db, log: number, size: number): Prover => createProver(size, store.tileReader(db, log));

/**
 * Holds a checkpoint that somebody has of the own log against that log. `undefined`: the log leads to it. Otherwise the
 * database went back to an earlier state, and another signature would be a fork (design 6); or another node has the key. Errors: LogError where the note
 * is not signed by a log key of this participant.
 */
export async function holdAgainstOwn(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  note: string,
  shownBy: string | null,
): Promise<Omit<store.Overtaken, 'seenAt'> | undefined> {
  const { log, size, root } = await openLogNote(note, self.alliance, self.code);
  const found = { log, size, root: Buffer.from(root), note, shownBy, evidence: null };
  const own = await store.readOwnLog(db);
  // Of a log that has ended the succession says how far it went; of one that was not begun here nothing is known.
  if (log < own) return undefined;
  const head = log === own ? await store.readHead(db) : undefined;
  if (size > (head?.size ?? 0)) return { ...found, code: 'own-log-behind' };
  if (size === 0) return undefined;
  const beginning = await ownBeginning(db, size);
  return equalBytes(beginning.root, root) ? undefined : { ...found, code: 'own-log-forked' };
}

/** Proofs for the newest head; not-found while the log is empty. Kept between calls while the head stays: a feed's pages share the tiles they read. */
export type Proofs = { current(): Promise<{ head: Head; prover: Prover }> };

export function createProofs(db: Db): Proofs {
  let last: { head: Head; prover: Prover } | undefined;
  return {
    async current() {
      const head = await store.readHead(db);
      if (!head) throw new TamgaError('not-found', 'the log is empty');
      if (last?.head.size !== head.size || last.head.log !== head.log)
        last = { head, prover: createProver(head.size, store.tileReader(db, head.log)) };
      return last;
    },
  };
}

export { logVerifier, openLapsedNote, openLogNote } from './log-note.ts';
export type { OpenedLogNote } from './log-note.ts';
export { paddingDigest } from './rules.ts';
export { assertSigning, readOvertaken, stopSigning } from './overtaken.ts';
export type { Overtaken } from './store.ts';
export { beginNextLog } from './next-log.ts';
export { readHead, readLeaves, readOwnLog } from './store.ts';
