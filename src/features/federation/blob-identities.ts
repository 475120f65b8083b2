import { openBeside, readBlobs } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { secretFor, toAgeIdentity } from '#platform/keys/age-blob.ts';
import type { FeedRow } from './feed-store.ts';

/** The secret under which a recipient gets a blob, and the one that its header is made with: they follow from the file's own, and from one another not. */
export const secretsFor = (secret: Uint8Array, recipient: string): { identity: Buffer; ephemeral: Buffer } => ({
  identity: secretFor(secret, `tamga blob identity 1 ${recipient}`),
  ephemeral: secretFor(secret, `tamga blob ephemeral 1 ${recipient}`),
});

/**
 * The identities that open, for a recipient, the blobs of these records, by record; of records without blobs nothing, and undefined where one
 * does not open here. Identities go with the body alone: an envelope that is due to oversight has none.
 */
export async function identitiesFor(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  recipient: string,
  rows: readonly FeedRow[],
): Promise<Map<number, string[] | undefined>> {
  const given = new Map(rows.flatMap((row) => (row.id === null || row.envelope ? [] : [[row.id, row] as const])));
  const blobs = Map.groupBy(await readBlobs(db, [...given.keys()]), ({ recordId }) => recordId);
  const found = new Map<number, string[] | undefined>();
  for (const [id, held] of blobs) {
    const row = given.get(id)!;
    const secrets = held.map(({ sha256, secret }) => openBeside(row, sha256, secret, self));
    const opened = secrets.filter((secret) => secret !== undefined);
    const identities = opened.map((secret) => toAgeIdentity(secretsFor(secret, recipient).identity));
    found.set(id, opened.length === held.length ? await Promise.all(identities) : undefined);
  }
  return found;
}
