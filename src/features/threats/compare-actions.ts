import { compareObjects } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { decryptBody } from '#features/records/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Comparison, CompareQuery } from './compare-model.ts';
import { listVersions, readBodies } from './compare-store.ts';
import type { VersionFacts } from './compare-store.ts';
import { sourceOf } from './source.ts';

/**
 * Two versions of an object side by side, of one author or of two. Errors: not-found, also where there is only one version, and
 * for what any version describes as a person: those are not laid beside each other across cases, and that they are here is not told (SG-07).
 */
export async function compareVersions(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  id: string,
  asked: CompareQuery,
  viewer: Viewer,
): Promise<Comparison> {
  const versions = await listVersions(db, id, viewer);
  const [from, to] = choose(versions.some(({ isPerson }) => isPerson) ? [] : versions, id, asked);
  const bodies = new Map(
    (await readBodies(db, id, [from.ref, to.ref], viewer)).map((row) => [row.ref, decryptBody(row, self)] as const),
  );
  const [before, after] = [from, to].map(({ ref }) => {
    const opened = bodies.get(ref);
    if (!opened?.ok) throw new TamgaError('not-found', `the content of ${ref} is not here`);
    return sourceOf(opened.body);
  }) as [string, string];
  const changes = compareObjects(JSON.parse(before) as StixValue, JSON.parse(after) as StixValue);
  return {
    id,
    from: factsOf(from),
    to: factsOf(to),
    sameText: before === after,
    changes: changes.map(({ path, kind, before: was, after: is, text, elements }) => ({
      path: [...path],
      kind,
      ...(text || elements || was === undefined ? {} : { before: was }),
      ...(text || elements || is === undefined ? {} : { after: is }),
      ...(text ? { text: [...text] } : {}),
      ...(elements ? { elements: { ...elements, removed: [...elements.removed], added: [...elements.added] } } : {}),
    })),
  };
}

const factsOf = ({ ref, author, modified }: VersionFacts): Comparison['from'] => ({ ref, author, modified });

function choose(
  versions: readonly VersionFacts[],
  id: string,
  { from, to }: CompareQuery,
): [VersionFacts, VersionFacts] {
  if (versions.length === 0) throw new TamgaError('not-found', `no object ${id} here`);
  const find = (ref: string): number => {
    const place = versions.findIndex((version) => version.ref === ref);
    if (place < 0) throw new TamgaError('not-found', `${ref} holds no version of ${id} here`);
    return place;
  };
  const newest = from !== undefined && find(from) === 0 ? -1 : 0;
  const later = to === undefined ? newest : find(to);
  const earlier = from === undefined ? later + 1 : find(from);
  const [a, b] = [versions[earlier], versions[later]];
  if (!a || !b) throw new TamgaError('not-found', `there is no other version of ${id} to compare it with`);
  return [a, b];
}
