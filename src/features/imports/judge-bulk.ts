import { judgeObject } from '@tamga/stix';
import { gateImport } from '#features/quarantine/actions/gate-import.ts';
import { accepted } from '#features/records/model.ts';
import type { Deps, Verdict } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { findOwnVersions } from '#features/threats/actions.ts';
import type { ReadText } from './model.ts';
import * as store from './person-store.ts';

const atOnce = 1_000;

/**
 * Whether the persons in a text may become records, before the first of them does (SG-13). Those that this participant holds
 * already, in these versions, count no more.
 */
export async function judgeBulk(
  deps: Deps,
  actor: Actor,
  text: ReadText,
  run: { id: string; source: string; name: string; fileDigest: string },
): Promise<Verdict> {
  const persons = text.objects.filter(({ isPerson }) => isPerson);
  let fresh = 0;
  for (let start = 0; start < persons.length; start += atOnce) {
    const some = persons.slice(start, start + atOnce);
    const ids = some.map(({ id }) => id);
    const versions = Map.groupBy(await findOwnVersions(deps.db, ids, deps.self.code), ({ objectId }) => objectId);
    fresh += some.filter(({ id, version, value }) => {
      const known = (versions.get(id) ?? []).map((k) => ({ modified: k.version, contentDigest: k.contentDigest }));
      const outcome = judgeObject(known, { ...version, value });
      // Of a text that is kept whole all becomes a record that is not one already.
      return outcome === 'added' || outcome === 'new-version' || (text.original !== null && outcome !== 'identical');
    }).length;
  }
  const { id, ...named } = run;
  // A run that goes on after it broke off was judged when it began: what it brings came once.
  if (fresh === 0 || (await store.isLetIn(deps.db, id))) return accepted;
  const bulk = { run: id, ...named, officer: actor.officer };
  const verdict = await gateImport(deps, bulk, fresh);
  if (verdict.ok) await store.letIn(deps.db, id);
  return verdict;
}
