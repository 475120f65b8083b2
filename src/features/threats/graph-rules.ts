/** Looks one step further from each of these. `capped`: more lies there than was read. */
export type Expand = (ids: readonly string[]) => Promise<{ steps: { from: string; to: string }[]; capped: boolean }>;

export type PathLimits = { maxLength: number; maxVisited: number; maxPaths: number };

export type FoundPaths = { paths: string[][]; more: boolean; complete: boolean };

/** From each object that was reached, those through which it was reached on a shortest way from the side's end. */
type Side = { reached: Map<string, string[]>; frontier: string[] };

/**
 * All shortest paths between two objects, breadth first from both ends, always from the side that has less before it. Gives up,
 * and says so, beyond `maxVisited` objects or where a step was not read whole.
 */
export async function findPaths(from: string, to: string, expand: Expand, limits: PathLimits): Promise<FoundPaths> {
  const sides = [begin(from), begin(to)] as const;
  let complete = true;
  for (let length = 0; length < limits.maxLength; length++) {
    const [a, b] = sides;
    const isA = a.frontier.length <= b.frontier.length;
    const [side, other] = isA ? [a, b] : [b, a];
    if (side.frontier.length === 0) break;
    if (side.frontier.length + a.reached.size + b.reached.size > limits.maxVisited) return nothing(false);
    const { steps, capped } = await expand(side.frontier);
    if (capped) complete = false;
    advance(side, steps);
    const met = side.frontier.filter((id) => other.reached.has(id));
    if (met.length > 0) return { ...joinAt(met, a, b, limits.maxPaths), complete };
  }
  return nothing(complete);
}

const begin = (id: string): Side => ({ reached: new Map([[id, []]]), frontier: [id] });
const nothing = (complete: boolean): FoundPaths => ({ paths: [], more: false, complete });

function advance(side: Side, steps: readonly { from: string; to: string }[]): void {
  const next = new Map<string, string[]>();
  for (const step of steps) {
    if (side.reached.has(step.to)) continue;
    const through = next.get(step.to);
    if (!through) next.set(step.to, [step.from]);
    else if (!through.includes(step.from)) through.push(step.from);
  }
  for (const [id, through] of next) side.reached.set(id, through);
  side.frontier = [...next.keys()];
}

function joinAt(met: readonly string[], a: Side, b: Side, maxPaths: number): Pick<FoundPaths, 'paths' | 'more'> {
  const paths: string[][] = [];
  for (const id of met.toSorted())
    for (const before of waysTo(id, a.reached))
      for (const after of waysTo(id, b.reached)) {
        if (paths.length === maxPaths) return { paths, more: true };
        paths.push([...before, id, ...after.toReversed()]);
      }
  return { paths, more: false };
}

/** The objects before this one, from the side's end on; one list per way. */
function* waysTo(id: string, reached: ReadonlyMap<string, readonly string[]>): Generator<string[]> {
  const through = reached.get(id) ?? [];
  if (through.length === 0) yield [];
  for (const before of through) for (const way of waysTo(before, reached)) yield [...way, before];
}
