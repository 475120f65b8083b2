import type { StixValue } from '@tamga/stix';
import { isAttributing } from '@tamga/stix';
import type { Viewer } from '#features/officers/model.ts';
import { decryptBody, mayRead } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Db } from '#platform/db/db.ts';
import { readNodes } from './graph-read-store.ts';
import type { Remark } from './remark-model.ts';
import { maxSubjects, namedBy, toRemark } from './remark-rules.ts';
import type { Told } from './remark-rules.ts';
import { findRelations, findRemarks } from './remark-store.ts';
import type { RemarkRow } from './remark-store.ts';
import { sourceOf } from './source.ts';
import { findNames } from './store.ts';
import { readTitles } from './titles.ts';

export type Remarks = {
  /** What this node lists the object under. */
  name: string | null;
  remarks: Remark[];
  /** There is more than this. */
  cut: boolean;
  /** The records that were read for it. */
  refs: string[];
};

const nothing: Remarks = { name: null, remarks: [], cut: false, refs: [] };

/**
 * What was said of an object in STIX, outside of what members hold under seal of their own: opinions, notes, attributions and
 * confidence of imported objects. Nothing of an object that may be a person (SG-07).
 */
export async function readRemarks(deps: Pick<Deps, 'db' | 'self'>, objectId: string, viewer: Viewer): Promise<Remarks> {
  const [node] = await readNodes(deps.db, [objectId], viewer);
  if (!node?.isNode) return nothing;
  const [name = null] = await readTitles(deps.db, [{ author: node.author ?? '', title: node.name ?? '' }], viewer);
  const { relations, cut: isUnheard } = await findRelations(deps.db, objectId, viewer);
  const { rows, cut } = await findRemarks(deps.db, objectId, relations.filter(isAttributing), viewer);
  const opened = rows.flatMap((row) => {
    const value = openValue(row, viewer, deps);
    return value === undefined ? [] : [{ row, value, named: namedBy(row.what, value) }];
  });
  const fitting = opened.filter(({ named }) => named.about.length <= maxSubjects);
  const told = await readTold(deps.db, fitting, viewer);
  const found = fitting.flatMap(({ row, value }) => {
    const { what, ref, id, author, at, revoked } = row;
    const facts = { what, ref, id, author, at: at?.toISOString() ?? null, revoked };
    return toRemark(facts, value, told(author)) ?? [];
  });
  return {
    name: node.name === null ? null : name,
    remarks: found,
    cut: cut || isUnheard || fitting.length < opened.length,
    refs: found.map(({ ref }) => ref),
  };
}

function openValue(row: RemarkRow, viewer: Viewer, { self }: Pick<Deps, 'self'>): StixValue | undefined {
  if (!mayRead(viewer, row.readers)) return undefined;
  const opened = decryptBody(row, self);
  return opened.ok ? (JSON.parse(sourceOf(opened.body)) as StixValue) : undefined;
}

type Opened = { row: RemarkRow; named: ReturnType<typeof namedBy> };

/** What may be told of all that these name, by the names that an author gives it before others do. */
async function readTold(db: Db, opened: readonly Opened[], viewer: Viewer): Promise<(author: string) => Told> {
  const wanted = opened.flatMap(({ row, named }) =>
    [...named.about, ...(named.createdBy === null ? [] : [named.createdBy])].map((objectId) => ({
      participant: row.author,
      objectId,
    })),
  );
  const nodes = await readNodes(db, [...new Set(wanted.map(({ objectId }) => objectId))], viewer);
  const tellable = nodes.filter(({ isNode }) => isNode).map(({ id }) => id);
  const known = new Set(tellable);
  const names = await findNames(
    db,
    wanted.filter(({ objectId }) => known.has(objectId)),
    viewer,
  );
  const nameOf = new Map(names.map(({ participant, objectId, name }) => [`${participant} ${objectId}`, name]));
  return (author) => new Map(tellable.map((id) => [id, nameOf.get(`${author} ${id}`) ?? null]));
}
