import { readRunRefs } from '#features/imports/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { findVersions, selectRecords } from '#features/threats/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import type { ExportOptions, Selection } from './model.ts';
import * as store from './select-store.ts';

/**
 * A record that a selection finds. `named`: its ref was given. `persons`: it may be about one, because it was named or is in the case.
 * `isRemark`: it goes along with what it remarks on, unless it names a person besides.
 */
export type Found = { id: number; named: boolean; persons: boolean; isRemark?: true };

/** What a selection finds, at most `limit` records. Errors: not-found, naming what is not here. */
export async function findSelected(
  db: Deps['db'],
  selection: Selection,
  { versions }: Pick<ExportOptions, 'versions'>,
  limit: number,
  viewer: Viewer,
): Promise<Found[]> {
  if (selection.by === 'run') return findMade(db, await readRunRefs(db, selection.run));
  if (selection.by === 'case') {
    const found = await store.findInCase(db, selection.case, limit);
    if (found === null) throw new TamgaError('not-found', `no record ${selection.case} here`);
    return found.map((id) => ({ id, named: false, persons: true }));
  }
  if (selection.by === 'search') {
    const found = await selectRecords(db, selection.query, versions, limit, viewer);
    return found.map((id) => ({ id, named: false, persons: false }));
  }
  const { refs, ids } = selection;
  // An id follows from an address: whoever asks for a person's is told what he is told of one that is not here (SG-07).
  const held = (await findVersions(db, ids, versions, viewer)).filter(({ isPerson }) => !isPerson);
  const missing = ids.find((id) => !held.some(({ objectId }) => objectId === id));
  if (missing !== undefined) throw new TamgaError('not-found', `no object ${missing} here`);
  return [
    ...(await findNamed(db, refs, { named: true, persons: true })),
    ...held.map(({ recordId }) => ({ id: recordId, named: false, persons: false })),
  ];
}

/** Of what a run made, all but the text that it keeps: that is no object, and was asked for by nobody. */
async function findMade(db: Deps['db'], refs: readonly string[]): Promise<Found[]> {
  const found = await findNamed(db, refs, { named: false, persons: false });
  const texts = new Set(
    await store.findOfKind(
      db,
      found.map(({ id }) => id),
      'threat.source',
    ),
  );
  return found.filter(({ id }) => !texts.has(id));
}

async function findNamed(db: Deps['db'], refs: readonly string[], how: Omit<Found, 'id'>): Promise<Found[]> {
  const found = new Map((await store.findByRefs(db, refs)).map(({ id, ref }) => [ref, id]));
  return refs.map((ref) => {
    const id = found.get(ref);
    if (id === undefined) throw new TamgaError('not-found', `no record ${ref} here`);
    return { id, ...how };
  });
}
