import type { Explored } from '../explore-model.ts';

export type ShownNode = Explored['nodes'][number] & { x: number; y: number };
export type ShownLine = Explored['lines'][number];
/** What the picture holds; a node's place in it never changes. */
export type Shown = { nodes: readonly ShownNode[]; lines: readonly ShownLine[]; complete: boolean };

/** Beyond it nothing more is opened: a picture of more says nothing. */
export const mostShown = 10_000;

const firstRing = 160;
const betweenRings = 30;
const room = 22;

/**
 * A tree around its middle: what is one step away by type on rings, what is two steps away outside of it, in the part of the circle of what it hangs
 * on. The same answer gives the same picture.
 */
export function placeNodes(nodes: Explored['nodes']): ShownNode[] {
  const placed: ShownNode[] = nodes.map((node) => ({ ...node, x: 0, y: 0 }));
  const places = placed.map((_, place) => place);
  const byType = (a: number, b: number): number =>
    compare(placed[a]!.type, placed[b]!.type) || compare(placed[a]!.id, placed[b]!.id);
  const near = places.filter((place) => placed[place]!.steps === 1).toSorted(byType);
  const behind = Map.groupBy(
    places.filter((place) => placed[place]!.steps > 1),
    (place) => placed[place]!.via ?? 0,
  );
  const weights = near.map((place) => 1 + (behind.get(place)?.length ?? 0) / 2);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const rings = ringsFor(near.length);
  const outside = firstRing + rings * betweenRings + 100;
  let angle = -Math.PI / 2;
  near.forEach((place, i) => {
    const part = (2 * Math.PI * (weights[i] ?? 1)) / whole;
    const radius = firstRing + (i % rings) * betweenRings;
    Object.assign(placed[place]!, at(angle + part / 2, radius));
    fan(behind.get(place) ?? [], angle, part, outside, placed);
    angle += part;
  });
  return placed;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const at = (angle: number, radius: number) => ({ x: Math.cos(angle) * radius, y: Math.sin(angle) * radius });

/** So many rings hold all of them. */
function ringsFor(count: number): number {
  let rings = 1;
  for (let held = 0; ; rings++) {
    held += Math.floor((2 * Math.PI * (firstRing + (rings - 1) * betweenRings)) / room);
    if (held >= count) return rings;
  }
}

/** Side by side within their part of the circle, ring after ring. */
function fan(places: readonly number[], from: number, part: number, inner: number, placed: ShownNode[]): void {
  let [radius, next] = [inner, 0];
  while (next < places.length) {
    const here = places.slice(next, next + Math.max(1, Math.floor((part * radius) / room)));
    here.forEach((place, i) => Object.assign(placed[place]!, at(from + (part * (i + 0.5)) / here.length, radius)));
    next += here.length;
    radius += betweenRings;
  }
}

export const toShown = ({ nodes, lines, complete }: Explored): Shown => ({ nodes: placeNodes(nodes), lines, complete });

/** The picture with what stands around one of its nodes: what is new hangs on that node, everything else stays where it is. */
export function withMore(shown: Shown, around: number, more: Explored): Shown {
  const centre = shown.nodes[around];
  if (!centre) return shown;
  const places = new Map(shown.nodes.map(({ id }, place) => [id, place]));
  const fresh = more.nodes.filter(({ id }) => !places.has(id)).slice(0, mostShown - shown.nodes.length);
  const away = Math.atan2(centre.y, centre.x);
  const added = fresh.map((node, i): ShownNode => {
    places.set(node.id, shown.nodes.length + i);
    // A spiral beside it, away from the middle (Vogel 1979): any number finds room.
    const radius = 18 * Math.sqrt(i + 1);
    const spiral = at(i * 2.399963, radius);
    const off = at(away, 60 + 18 * Math.sqrt(fresh.length));
    return {
      ...node,
      steps: centre.steps + 1,
      via: around,
      x: centre.x + off.x + spiral.x,
      y: centre.y + off.y + spiral.y,
    };
  });
  const keyOf = ({ from, to, relation, author }: ShownLine): string => `${from} ${to} ${relation} ${author}`;
  const known = new Set(shown.lines.map(keyOf));
  const lines = more.lines.flatMap((line) => {
    const [from, to] = [places.get(more.nodes[line.from]?.id ?? ''), places.get(more.nodes[line.to]?.id ?? '')];
    const moved = from === undefined || to === undefined ? null : { ...line, from, to };
    return moved && !known.has(keyOf(moved)) ? [moved] : [];
  });
  return {
    nodes: [...shown.nodes, ...added],
    lines: [...shown.lines, ...lines],
    complete: shown.complete && more.complete && shown.nodes.length + added.length < mostShown,
  };
}

export type Hidden = { types: ReadonlySet<string>; relations: ReadonlySet<string> };

/** Which nodes and lines are left by the filters; what was asked about always is. */
export function leave(
  { nodes, lines }: Shown,
  hidden: Hidden,
): { isShown: readonly boolean[]; lines: readonly ShownLine[] } {
  const isType = nodes.map(({ type }, place) => place === 0 || !hidden.types.has(type));
  const left = lines.filter(({ from, to, relation }) => isType[from] && isType[to] && !hidden.relations.has(relation));
  if (hidden.relations.size === 0) return { isShown: isType, lines: left };
  // What nothing connects any more would only hang in the air.
  const connected = new Set(left.flatMap(({ from, to }) => [from, to]));
  return { isShown: isType.map((is, place) => is && (place === 0 || connected.has(place))), lines: left };
}

/** How often each word occurs, the most frequent first. */
export function countWords(words: readonly string[]): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || compare(a, b));
}
