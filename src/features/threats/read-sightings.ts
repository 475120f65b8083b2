import type { StixValue } from '@tamga/stix';
import type { Viewer } from '#features/officers/model.ts';
import { decryptBody, mayRead } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Sighting } from './sighting-model.ts';
import { findSightings } from './sighting-store.ts';
import { sourceOf } from './source.ts';

const mostSightings = 50;

export type Sightings = { sightings: Sighting[]; cut: boolean };

/** Where an object was sighted, as far as the reader may know; asked for only of an object that may be told (SG-07). */
export async function readSightings(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  objectId: string,
  viewer: Viewer,
): Promise<Sightings> {
  const rows = await findSightings(db, objectId, viewer, mostSightings + 1);
  const sightings = rows.slice(0, mostSightings).flatMap((row): Sighting[] => {
    const opened = mayRead(viewer, row.readers) ? decryptBody(row, self) : undefined;
    if (!opened?.ok) return [];
    const value = JSON.parse(sourceOf(opened.body)) as StixValue;
    const { ref, id, author, at, revoked } = row;
    return [
      {
        ref,
        id,
        author,
        firstSeen: textOf(value.first_seen),
        lastSeen: textOf(value.last_seen),
        count: Number.isSafeInteger(value.count) ? (value.count as number) : null,
        at: at?.toISOString() ?? null,
        revoked,
      },
    ];
  });
  return { sightings, cut: rows.length > mostSightings };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 40) : null);
