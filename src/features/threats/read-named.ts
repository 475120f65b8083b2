import type { Viewer } from '#features/officers/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readNodes } from './graph-read-store.ts';
import { handlingMarkings } from './markings-model.ts';
import { markingText, refsNamed } from './named-rules.ts';
import { sourceOf } from './source.ts';
import { readVersions } from './store.ts';

export type Named = { id: string; name: string };

/** So many markings are opened for what they say. */
const mostMarkings = 10;

/**
 * What these texts refer to, by name: what may be told (SG-07), and markings with what they say, those of TLP and of the alliance also
 * where nobody sent their definition.
 */
export async function readNamed(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  sources: readonly string[],
  viewer: Viewer,
): Promise<Named[]> {
  const ids = [...new Set(sources.flatMap(refsNamed))];
  const known = handlingMarkings(self.alliance.id);
  const fixed = new Map<string, string>();
  for (const id of ids) {
    const text = markingText(JSON.stringify(known.get(id) ?? {}));
    if (text !== null) fixed.set(id, text);
  }
  const others = ids.filter((id) => !fixed.has(id));
  const markings = others.filter((id) => id.startsWith('marking-definition--')).slice(0, mostMarkings);
  for (const id of markings) {
    const [row] = await readVersions(db, id, viewer);
    const opened = row && decryptBody(row, self);
    const text = opened?.ok ? markingText(sourceOf(opened.body)) : null;
    if (text !== null) fixed.set(id, text);
  }
  const left = others.filter((id) => !fixed.has(id));
  const nodes = left.length === 0 ? [] : await readNodes(db, left, viewer);
  for (const { id, isNode, name } of nodes) if (isNode && name !== null) fixed.set(id, name);
  return ids.flatMap((id) => {
    const name = fixed.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
}
