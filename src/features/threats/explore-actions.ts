import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import { mostLines, mostNodes } from './explore-model.ts';
import type { Explored } from './explore-model.ts';
import { readLines, readNamed } from './explore-store.ts';
import { readEnd, typeOf, walkLimits } from './graph-actions.ts';
import type { Told } from './graph-actions.ts';
import type { NeighboursFilter } from './graph-model.ts';
import { walkFrom } from './graph-read-store.ts';
import { sayAttribution } from './model.ts';
import { readTitles } from './titles.ts';

/** An object with what stands around it, at once: as much of it as a picture can hold. Errors: not-found. */
export async function exploreFrom(
  db: Db,
  id: string,
  { depth, type, relation }: NeighboursFilter,
  viewer: Viewer,
  most = { nodes: mostNodes, lines: mostLines },
): Promise<Told<Explored>> {
  const centre = await readEnd(db, id, viewer);
  const walked = await walkFrom(
    db,
    id,
    {
      viewer,
      depth: depth === '2' ? 2 : 1,
      types: type?.split(','),
      relations: relation?.split(','),
      after: null,
      limit: most.nodes,
    },
    walkLimits,
  );
  // What lies between stands in the picture too, whatever types were asked for.
  const steps = new Map<string, { steps: number; via: string | null }>([[id, { steps: 0, via: null }]]);
  for (const row of walked.rows.slice(0, most.nodes - 1)) {
    if (row.via !== null && !steps.has(row.via)) steps.set(row.via, { steps: 1, via: null });
    if (!steps.has(row.id)) steps.set(row.id, row);
  }
  const ids = [...steps.keys()].slice(0, most.nodes);
  const [named, lines] = await Promise.all([readNamed(db, ids, viewer), readLines(db, ids, most.lines + 1, viewer)]);
  const names = await readTitles(
    db,
    named.map(({ author, name }) => ({ author: author ?? '', title: name ?? '' })),
    viewer,
  );
  const places = new Map(ids.map((one, place) => [one, place]));
  const answer: Explored = {
    nodes: named.map(({ author: _, ...node }, place) => {
      const { steps: away, via } = steps.get(node.id) ?? { steps: 1, via: null };
      return {
        ...node,
        type: typeOf(node.id),
        name: node.name === null ? null : (names[place] ?? node.name),
        steps: away,
        via: away === 0 ? null : (places.get(via ?? id) ?? 0),
      };
    }),
    lines: lines.slice(0, most.lines).map(({ from, to, ...line }) => ({
      ...line,
      from: places.get(from) ?? 0,
      to: places.get(to) ?? 0,
      held: sayAttribution(line.relation, line.author),
    })),
    complete: !walked.capped && walked.rows.length < most.nodes && lines.length <= most.lines,
  };
  return { answer, read: centre.refs };
}
