import { decryptBody, foldEmergencies, mayRead } from '#features/records/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { IncidentRecord, IncidentState } from './model.ts';
import { foldIncident } from './rules.ts';
import * as store from './store.ts';

/** The state of an incident as this node was told and this viewer may know. Errors: not-found. */
export async function readIncident(
  deps: Pick<Deps, 'db' | 'self' | 'kinds' | 'now'>,
  ref: string,
  viewer: Viewer,
): Promise<IncidentState> {
  const { db, self } = deps;
  const rows = await store.readCase(db, ref, viewer);
  if (rows.length === 0) throw new TamgaError('not-found', `no incident ${ref} here`);
  const emergencies = await foldEmergencies(deps, rows);
  // What was written in its place counts; what it says itself does not any more.
  const replaced = new Set(
    rows.flatMap(({ replaces, participant }) => (replaces?.startsWith(`${participant}/`) ? [replaces] : [])),
  );
  const standing = rows.filter((row) => !replaced.has(row.ref));
  const records = standing.map((row): IncidentRecord => {
    const opened = mayRead(viewer, row.readers) ? decryptBody(row, self) : undefined;
    return {
      ref: row.ref,
      kind: row.kind,
      participant: row.participant,
      isLapsed: emergencies.get(row.ref)?.state === 'lapsed',
      hosts: opened?.ok ? hostsOf(opened.body) : null,
    };
  });
  return foldIncident(records);
}

function hostsOf(body: Buffer): number | null {
  const content = JSON.parse(body.toString()) as { hostsAffected?: number; hosts?: number };
  return content.hostsAffected ?? content.hosts ?? null;
}
