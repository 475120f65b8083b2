import type { Self } from '#features/alliance/model.ts';
import { decryptBody, openEnvelope } from '#features/records/actions.ts';
import type { Envelope } from '#features/records/model.ts';
import type { Release } from '#features/releases/model.ts';
import { sha256 } from '#platform/bytes.ts';
import type { Db } from '#platform/db/db.ts';
import { readSealed } from './feed-store.ts';
import type { SealedRow } from './feed-store.ts';

/** What a release of this node's says itself: to whom it lets go what, for which authority alone. */
export type SealedRelease = { to: string; authority: string | null; records: Release['records'] };

/** The envelope of an own record by its bytes alone: those that its digest names. Undefined where they are others, or another's. */
export function openOwn({ jws, digest }: Pick<SealedRow, 'jws' | 'digest'>, self: Self): Envelope | undefined {
  if (!sha256(jws).equals(digest)) return undefined;
  const envelope = openEnvelope(jws);
  return envelope.author.startsWith(`${self.code}/`) ? envelope : undefined;
}

/**
 * A release by bytes that nobody makes without a key of this node: its body is encrypted and bound to the digest, the digest is
 * that of the envelope. It was parsed and judged when it was sealed. Undefined where it is none, or does not open here.
 */
function openRelease(row: SealedRow, self: Self): SealedRelease | undefined {
  const envelope = openOwn(row, self);
  if (envelope?.kind !== 'release' || envelope.to === undefined) return undefined;
  const opened = decryptBody(row, self);
  if (!opened.ok) return undefined;
  const { records, authority = null } = JSON.parse(opened.body.toString('utf8')) as Release;
  return { to: envelope.to, authority, records };
}

/** These releases, by id; what of them was read already is given. One that does not open is left out: it lets nothing go. */
export async function readReleases(
  db: Db,
  self: Self,
  ids: readonly number[],
  given: readonly SealedRow[] = [],
): Promise<Map<number, SealedRelease>> {
  const there = new Set(given.map(({ id }) => id));
  const rows = [
    ...given,
    ...(await readSealed(
      db,
      ids.filter((id) => !there.has(id)),
    )),
  ];
  return new Map(
    rows.flatMap((row) => {
      const release = openRelease(row, self);
      return release ? [[row.id, release] as const] : [];
    }),
  );
}

type Item = {
  releaseId: number | null;
  position: number | null;
  ref: string | null;
  digest: Buffer;
  authority: string | null;
};

/** Whether the release names this very record, for this recipient and this authority of it. */
export function fitsRelease(item: Item, recipient: string, releases: ReadonlyMap<number, SealedRelease>): boolean {
  const release = releases.get(item.releaseId ?? 0);
  const named = release?.records[item.position ?? -1];
  if (release?.to !== recipient || release.authority !== item.authority) return false;
  return named?.ref === item.ref && named?.digest === item.digest.toString('base64url');
}
