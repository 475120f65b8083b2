import type { SourceFile } from './import-rules.ts';
import { placeOf } from './places.ts';
import { readImports } from './read-imports.ts';

/** Which features each feature imports, types as well as values; tests import what they like. */
export function readFeatureGraph(files: readonly SourceFile[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { path, source } of files) {
    const { feature, role } = placeOf(path);
    if (feature === undefined || role === 'test') continue;
    const own = graph.get(feature) ?? new Set<string>();
    graph.set(feature, own);
    for (const { specifier } of readImports(path, source)) {
      const other = /^#features\/([^/]+)\//.exec(specifier)?.[1];
      if (other !== undefined && other !== feature) own.add(other);
    }
  }
  return graph;
}

/** The features from which imports lead back to themselves, in the order of their names. */
export function findTangled(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...graph.keys()].filter((feature) => reachedFrom(feature, graph).has(feature)).toSorted();
}

function reachedFrom(feature: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const left = [...(graph.get(feature) ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    left.push(...(graph.get(next) ?? []));
  }
  return reached;
}
