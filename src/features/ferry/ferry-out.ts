import { assertSigning, createProofs, readOwnLog } from '#features/log/actions.ts';
import type { Proofs } from '#features/log/actions.ts';
import { participantOf, readerOf } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { isGivenBack, readAsked, readPeers, serveFeed } from '#features/federation/actions.ts';
import type { Cursor } from '#features/federation/actions.ts';
import { documentsFormat } from '#features/records/model.ts';
import type { Deps, Documents } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { encryptTo } from '#platform/keys/age.ts';
import { sealFerry } from './ferry-file.ts';
import { maxFerryPages, maxFerryPagesBytes } from './model.ts';
import type { FerryOut, FerrySeal } from './model.ts';
import * as store from './store.ts';

export type FerriedOut = Pick<FerrySeal, 'to' | 'after' | 'last' | 'more'> & { file: Uint8Array };

/**
 * What this node offers a peer, from where the peer said it is on, by file or over the network, as a file that the peer's node alone can
 * open. One snapshot of the database: all pages lead to one checkpoint. Errors: not-found, conflict, malformed; log-stopped where others hold more of
 * this node's log than it does.
 */
export async function ferryOut(deps: Deps, asked: FerryOut): Promise<FerriedOut> {
  const { alliance, code, keys } = deps.self;
  const wrapKey = wrapKeyOf(alliance, asked.to, code);
  const { facts, content } = await transaction(
    deps.db,
    async (tx) => {
      await assertSigning({ db: tx, self: deps.self });
      const snapshot = { ...deps, db: tx, proofs: createProofs(tx) };
      const acknowledged = await store.readAcknowledged(tx, asked.to);
      const log = await readOwnLog(tx);
      // What it said over the network counts as what it said by ferry.
      const heard = await readAsked(tx, asked.to, log);
      const after = asked.after ?? Math.max(acknowledged.seq, heard.seq);
      if (!(await isGivenBack(tx, asked.to)))
        throw new TamgaError('conflict', `${asked.to} has not given back yet what it had of log ${log - 1}`);
      const { pages, last, more } = await servePages(snapshot, asked.to, { log, seq: after });
      const { head, prover } = await snapshot.proofs.current();
      if (asked.size !== undefined && asked.size > head.size)
        throw new TamgaError('malformed', `size ${asked.size} is more than this node's log has: ${head.size}`);
      const sizes = [
        ...(await store.readSentSizes(tx, asked.to, acknowledged.size)),
        acknowledged.size,
        heard.size,
        heard.served,
        asked.size ?? 0,
      ];
      const proven = [...new Set(sizes)].filter((size) => size > 0 && size < head.size);
      const consistency = await Promise.all(
        proven.map(async (size) => ({ size, proof: toBase64url(Buffer.concat(await prover.consistency(size))) })),
      );
      const peer = (await readPeers(tx)).find(({ participant }) => participant === asked.to);
      await store.noteSent(tx, asked.to, head.size, acknowledged.size);
      const have = { ...ofLog(peer?.log ?? 1), seq: peer?.seq ?? 0, size: peer?.checkpointSize ?? 0 };
      return { facts: { ...ofLog(log), after, last, more, have, consistency }, content: pages };
    },
    { isolation: 'repeatable read' },
  );
  const lines = Buffer.concat([Buffer.from(`${JSON.stringify(documentsOf(alliance))}\n`), ...content]);
  const addressed = { format: 'tamga-ferry/1', alliance: alliance.id, from: code, to: asked.to } as const;
  const sealed = sealFerry({ ...addressed, issuedAt: deps.now().toISOString(), ...facts }, lines, keys.transport);
  const { after, last, more } = facts;
  return { to: asked.to, after, last, more, file: await encryptTo(wrapKey, sealed) };
}

/** The first log goes without saying. */
const ofLog = (log: number): { log?: number } => (log > 1 ? { log } : {});

type Pages = { pages: Buffer[]; last: number; more: boolean };

/** Whole pages as a pull would get them, until the file is full or the feed ends. */
async function servePages(deps: Deps & { proofs: Proofs }, to: string, after: Cursor): Promise<Pages> {
  const pages: Buffer[] = [];
  let last = after.seq;
  for (let bytes = 0; ;) {
    const page = Buffer.from(await serveFeed(deps, to, { ...after, seq: last }, 0));
    const lines = countLines(page) - 1;
    const { more } = JSON.parse(page.subarray(page.lastIndexOf(10, -2) + 1).toString()) as { more: boolean };
    pages.push(page);
    last += lines;
    bytes += page.length;
    if (!more || lines === 0) return { pages, last, more: false };
    if (bytes > maxFerryPagesBytes / 2 || pages.length === maxFerryPages) return { pages, last, more: true };
  }
}

function countLines(page: Buffer): number {
  let lines = 0;
  for (let at = page.indexOf(10); at >= 0; at = page.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** Everything by which the file is verified from the anchor alone. */
function documentsOf({ profiles, history, successions }: Alliance): Documents {
  const ends = [...successions.values()].flat().map(({ jws }) => jws);
  return {
    format: documentsFormat,
    profiles: profiles.map(({ source, endorsements }) => ({ source, endorsements: [...endorsements] })),
    directories: [...history.values()].flat().map(({ jws }) => jws),
    ...(ends.length > 0 ? { successions: ends } : {}),
  };
}

function wrapKeyOf(alliance: Alliance, to: string, self: string): string {
  const held = alliance.directories.get(to);
  if (!participantOf(alliance, to) || !held || to === self)
    throw new TamgaError('not-found', `${to.slice(0, 20)} is no peer of this node`);
  const key = held.directory.keys.findLast(
    (k) => k.use === 'wrap' && k.realm === 'live' && k.to === undefined && readerOf(to, k) === to,
  );
  if (!key) throw new TamgaError('conflict', `the directory of ${to} names no wrap key of its node`);
  return key.publicKey;
}
