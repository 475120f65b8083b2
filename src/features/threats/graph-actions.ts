import { sayAttribution } from './model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { PageAsked } from '#platform/http/page.ts';
import { maxDepth, maxPathLength } from './graph-model.ts';
import type { GraphLink, GraphNode, Neighbours, NeighboursFilter, Paths, PathsQuery } from './graph-model.ts';
import { readLinks, readNodes, stepFrom, walkFrom } from './graph-read-store.ts';
import type { LinkRow, NodeRow } from './graph-read-store.ts';
import { findPaths } from './graph-rules.ts';
import { readTitles } from './titles.ts';

export const walkLimits = { direct: 10_000, each: 1_000, together: 50_000 };
const pathLimits = { maxVisited: 20_000, maxPaths: 20 };
const linksOfPair = 10;

/** An answer, and the records that hold what was asked about: an object's id is content, and accounts name records. */
export type Told<T> = { answer: T; read: string[] };

/** Errors: not-found. */
export async function readNeighbours(
  db: Db,
  id: string,
  { depth, type, relation }: NeighboursFilter,
  { limit, before }: PageAsked,
  viewer: Viewer,
): Promise<Told<Neighbours>> {
  const centre = await readEnd(db, id, viewer);
  const walk = {
    viewer,
    depth: depth === '2' ? maxDepth : 1,
    types: type?.split(','),
    relations: relation?.split(','),
    after: before === null ? null : Buffer.from(before, 'base64url').toString('utf8'),
    limit: limit + 1,
  } as const;
  const walked = await walkFrom(db, id, walk, walkLimits);
  const rows = walked.rows.slice(0, limit);
  const pairs = rows.map((row) => [row.via ?? id, row.id] as const);
  const [links, nodes] = await Promise.all([linksOf(db, pairs, viewer), nodesOf(db, [id, ...pairs.flat()], viewer)]);
  const last = walked.rows.length > limit ? rows.at(-1) : undefined;
  const answer: Neighbours = {
    object: nodes(id),
    depth: walk.depth,
    items: rows.map((row, place) => ({
      ...nodes(row.id),
      steps: row.steps,
      via: row.via === null ? null : nodes(row.via),
      links: links(place),
    })),
    next: last ? Buffer.from(last.place).toString('base64url') : null,
    types: walked.types,
    relations: walked.relations,
    complete: !walked.capped,
  };
  return { answer, read: centre.refs };
}

/** Errors: malformed, when both ends are one; not-found. */
export async function readPaths(
  db: Db,
  from: string,
  { to, length }: PathsQuery,
  viewer: Viewer,
): Promise<Told<Paths>> {
  if (from === to) throw new TamgaError('malformed', 'both ends are the same object');
  const ends = [await readEnd(db, from, viewer), await readEnd(db, to, viewer)];
  const line = ends.find(({ id }) => id.startsWith('relationship--'));
  if (line) throw new TamgaError('malformed', `${line.id} is a relationship: ask for what it relates`);
  const searched = Number(length ?? maxPathLength);
  const expand = (ids: readonly string[]) => stepFrom(db, ids, walkLimits, viewer);
  const found = await findPaths(from, to, expand, { ...pathLimits, maxLength: searched });
  const pairs = new Map(
    found.paths.flatMap((path) => path.slice(1).map((id, i) => [`${path[i]} ${id}`, [path[i]!, id]] as const)),
  );
  const links = await linksOf(db, [...pairs.values()], viewer);
  const ids = [...new Set([from, to, ...found.paths.flat()])];
  const nodes = await nodesOf(db, ids, viewer);
  const answer: Paths = {
    from: nodes(from),
    to: nodes(to),
    length: found.paths[0] ? found.paths[0].length - 1 : null,
    ...found,
    searched,
    nodes: ids.map(nodes),
    links: [...pairs.values()].flatMap((_, place) => links(place)),
  };
  return { answer, read: ends.flatMap(({ refs }) => refs) };
}

/**
 * An object that was asked about. What may describe a person is not found, in the same words as what is not here: an id follows from an
 * address, and nobody is to learn from it whether that is held (SG-07). Errors: not-found.
 */
export async function readEnd(db: Db, id: string, viewer: Viewer): Promise<NodeRow> {
  const [node] = await readNodes(db, [id], viewer);
  if (!node?.isNode || !(node.here || node.isReferred)) throw new TamgaError('not-found', `no object ${id} here`);
  return node;
}

/** What is said about each pair, by its place. */
async function linksOf(
  db: Db,
  pairs: readonly (readonly [string, string])[],
  viewer: Viewer,
): Promise<(place: number) => GraphLink[]> {
  const byPair = Map.groupBy(await readLinks(db, pairs, linksOfPair, viewer), ({ pair }) => pair);
  const toLink = ({ pair: _, ...link }: LinkRow): GraphLink => ({
    ...link,
    held: sayAttribution(link.relation, link.author),
  });
  return (place) => (byPair.get(place) ?? []).map(toLink);
}

/** The objects by their ids, with the names that lists give them. */
async function nodesOf(db: Db, ids: readonly string[], viewer: Viewer): Promise<(id: string) => GraphNode> {
  const rows = await readNodes(db, [...new Set(ids)], viewer);
  const names = await readTitles(
    db,
    rows.map(({ author, name }) => ({ author: author ?? '', title: name ?? '' })),
    viewer,
  );
  const nodes = new Map(
    rows.map(({ id, name, revoked, here }, place): [string, GraphNode] => [
      id,
      { id, type: typeOf(id), name: name === null ? null : (names[place] ?? name), revoked, here },
    ]),
  );
  return (id) => nodes.get(id) ?? { id, type: typeOf(id), name: null, revoked: false, here: false };
}

export const typeOf = (id: string): string => id.split('--', 1)[0] ?? '';
