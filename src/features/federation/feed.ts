import { judgeKey, standingOn, wrapKeyOf } from '#features/alliance/model.ts';
import type { DirectoryKey } from '#features/alliance/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { readOwnLog } from '#features/log/actions.ts';
import type { Proofs } from '#features/log/actions.ts';
import { decryptBody, isEnding, kidOfSeal, openEnvelope } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { isDue } from '#features/oversight/model.ts';
import { judgeAuthority, mayReceive } from '#features/releases/actions.ts';
import { encryptTo } from '#platform/keys/age.ts';
import { identitiesFor } from './blob-identities.ts';
import { dayOf } from '#platform/clock.ts';
import { hasMore, readFeedRows, readRecallRows } from './feed-store.ts';
import type { FeedRow } from './feed-store.ts';
import { isGivenBack } from './give-back-store.ts';
import { readGossip } from './gossip-store.ts';
import { maxPageBytes, maxPageLines, maxRecallLines, maxSealedLines } from './model.ts';
import { fitsRelease, openOwn, readReleases } from './sealed-release.ts';
import type { SealedRelease } from './sealed-release.ts';

/** A place in the feed of one of this node's logs. */
export type Cursor = { log: number; seq: number };

export type FeedDeps = Pick<Deps, 'db' | 'self' | 'now' | 'kinds' | 'logger'> & { proofs: Proofs };

/**
 * A page of what this node offers a peer, as NDJSON. Each line is checked again as it is served: membership, marking and
 * recalls as of now; what is no longer permitted becomes a void line (I1). The last line is the checkpoint that the
 * page's proofs lead to. `knownSize` is the size the peer verified last; `only` gives the recalls alone, with gaps in `seq`.
 */
export async function serveFeed(
  deps: FeedDeps,
  recipient: string,
  cursor: Cursor,
  knownSize: number,
  only?: 'recall',
): Promise<string> {
  const own = await readOwnLog(deps.db);
  const isCurrent = cursor.log === own;
  const after = isCurrent ? cursor.seq : 0;
  // Of a log that has ended nothing is served, and nothing to whom may hold recalls that are not back yet.
  const isClosed = !isCurrent || !(await isGivenBack(deps.db, recipient));
  const rows = isClosed
    ? []
    : only
      ? await readRecallRows(deps.db, recipient, after, maxRecallLines)
      : await readFeedRows(deps.db, recipient, after, maxPageLines, maxPageBytes, dayOf(deps.now()));
  // After the rows: a checkpoint read before them might not reach what was published in between.
  const newest = await deps.proofs.current();
  const releases = await releasesOf(rows, deps);
  const offered = rows.filter((row) => isServed(row, recipient, deps) && isKeyValid(row, own, deps));
  const served = offered.filter((row) => isSealedFor(row, recipient, releases, deps));
  if (served.length < offered.length)
    deps.logger.error('feed-unsealed', { recipient, after, lines: offered.length - served.length });
  const proofs = await newest.prover.inclusionMany(served.map((row) => row.logIndex ?? 0));
  const identitiesOf = await identitiesFor(deps, recipient, served);
  // What came back has no blobs here: whoever got it without them would refuse it.
  if (own > 1)
    for (const { id, jws } of served)
      if (id !== null && hasBlobs(jws) && !identitiesOf.has(id)) identitiesOf.set(id, undefined);
  const proofOf = new Map(served.map((row, i) => [row.seq, joinProof(proofs[i] ?? [])]));

  const lines: string[] = [];
  let bytes = 0;
  let sealed = 0;
  let last = after;
  for (const row of rows) {
    if (row.authority !== null && ++sealed > maxSealedLines) break;
    const line = await toLine(row, proofOf.get(row.seq), identitiesOf, deps);
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > maxPageBytes && lines.length > 0) break;
    lines.push(line);
    last = row.seq;
  }
  const consistency =
    isCurrent && knownSize > 0 && knownSize <= newest.head.size ? await newest.prover.consistency(knownSize) : [];
  const gossip = await readGossip(deps.db);
  const more = isClosed ? !isCurrent : only ? last > after : await hasMore(deps.db, recipient, last);
  const { documents } = deps.self.alliance;
  const { note: checkpoint } = newest.head;
  lines.push(JSON.stringify({ checkpoint, consistency: joinProof(consistency), gossip, documents, more }));
  return `${lines.join('\n')}\n`;
}

function isServed(row: FeedRow, recipient: string, deps: FeedDeps): boolean {
  // An own record is set aside where its key was disowned: nobody is told what a thief said in our name.
  if (row.ref === null || row.jws === null || row.logIndex === null || row.verdict !== 'own') return false;
  if (row.envelope) return isOwed(row, recipient, deps);
  if (row.body === null) return false;
  if (row.control) return isEnding(row.kind) || bothStand(recipient, deps);
  if (row.recalled || row.expired) return false;
  const control = deps.kinds.get(row.kind)?.control ?? true;
  const record = { ...row, ref: row.ref, destroyed: false, control };
  const { code, alliance } = deps.self;
  if (row.authority !== null && !judgeAuthority(row.authority, recipient, alliance, dayOf(deps.now())).ok) return false;
  return mayReceive(record, recipient, code, alliance, deps.now()).ok;
}

/** The releases that let go what stands on a page, read from their own bytes once each. */
function releasesOf(rows: readonly FeedRow[], { db, self }: FeedDeps): Promise<Map<number, SealedRelease>> {
  const ids = new Set(rows.flatMap(({ releaseId, jws }) => (releaseId === null || jws === null ? [] : [releaseId])));
  const there = rows.flatMap(({ id, control, jws, ...row }) =>
    control && id !== null && jws !== null && ids.has(id) ? [{ ...row, id, jws }] : [],
  );
  return readReleases(db, self, [...ids], there);
}

/**
 * The rows of the database say what stands in whose feed, and whoever can write to it can change them without any key. What is
 * given has to follow from bytes that he cannot make: from its own seal, or from that of the release that names it (I1).
 */
function isSealedFor(
  row: FeedRow,
  recipient: string,
  releases: ReadonlyMap<number, SealedRelease>,
  { self }: Pick<FeedDeps, 'self'>,
): boolean {
  if (!row.control && !row.envelope) return fitsRelease(row, recipient, releases);
  const sealed = row.jws === null ? undefined : openOwn({ jws: row.jws, digest: row.digest }, self);
  return sealed?.kind === row.kind && (row.envelope || sealed.to === recipient);
}

const hasBlobs = (jws: string | null): boolean => jws !== null && openEnvelope(jws).blobs !== undefined;

/** What a key sealed before it ended may lie in a later log, where nobody could take it: its old proof is what counts. */
export function isKeyValid(
  { jws, logIndex }: Pick<FeedRow, 'jws' | 'logIndex'>,
  log: number,
  { self }: Pick<FeedDeps, 'self'>,
): boolean {
  if (log === 1 || jws === null || logIndex === null) return true;
  return judgeKey(self.alliance, kidOfSeal(jws.slice(0, jws.indexOf('.'))), { log, index: logIndex }) === 'valid';
}

/** What is due to oversight is due whatever its marking says, whatever became of its content, and while its author is suspended. */
const isOwed = (row: FeedRow, recipient: string, { self, now }: Pick<FeedDeps, 'self' | 'now'>): boolean =>
  isDue(self.alliance, row.kind, recipient) && standingOn(self.alliance, recipient, dayOf(now())) === 'standing';

function bothStand(recipient: string, { self, now }: Pick<FeedDeps, 'self' | 'now'>): boolean {
  const today = dayOf(now());
  return [recipient, self.code].every((code) => standingOn(self.alliance, code, today) === 'standing');
}

/** A body that cannot be opened here must not hold up what stands behind it, recalls least of all: its line is void. */
async function toLine(
  row: FeedRow,
  proof: string | undefined,
  identitiesOf: ReadonlyMap<number, string[] | undefined>,
  { self, logger }: Pick<FeedDeps, 'self' | 'logger'>,
): Promise<string> {
  const { seq, jws, logIndex: index } = row;
  if (row.envelope && proof !== undefined) return JSON.stringify({ seq, jws, index, proof });
  const opened = proof === undefined ? undefined : decryptBody(row, self);
  if (!opened?.ok) {
    if (opened) logger.error('body-unopened', { ref: row.ref ?? '', code: opened.code });
    return JSON.stringify({ seq, void: true });
  }
  const { body, bodyKey } = opened;
  const identities = identitiesOf.get(row.id ?? 0);
  if (identitiesOf.has(row.id ?? 0) && !identities) {
    logger.error('blob-unopened', { ref: row.ref ?? '' });
    return JSON.stringify({ seq, void: true });
  }
  const { authority: to } = row;
  const key = to === null ? undefined : wrapKeyOf(self.alliance, to);
  if (key) {
    const sealed = await sealFor(key, Buffer.concat([bodyKey, body]));
    const blobs = identities && { blobs: await sealFor(key, Buffer.from(identities.join('\n'))) };
    return JSON.stringify({ seq, jws, index, to, sealed, proof, ...blobs });
  }
  const text = { body: body.toString('utf8'), bodyKey: toBase64url(bodyKey) };
  return JSON.stringify({ seq, jws, index, ...text, proof, ...(identities && { blobs: identities }) });
}

/** Content, or the identities of its blobs, as an age file for one authority, base64url. */
const sealFor = async ({ publicKey }: DirectoryKey, plain: Uint8Array): Promise<string> =>
  toBase64url(await encryptTo(publicKey, plain));

const joinProof = (hashes: readonly Uint8Array[]): string => toBase64url(Buffer.concat(hashes));
