/** The phases of a kill chain as something puts them in order. */
export type TacticOrder = readonly string[];

/** The one chain whose order STIX itself presumes (STIX 2.1 §2.9 names it): Hutchins, Cloppert and Amin 2011. */
const wellKnown: TacticOrder[] = [
  [
    'reconnaissance',
    'weaponization',
    'delivery',
    'exploitation',
    'installation',
    'command-and-control',
    'actions-on-objectives',
  ],
];

/**
 * Phases in the order of the matrix that has most of them; those that it has not stand after them, by the alphabet: their place in a
 * chain is then nobody's word. Without any matrix all of them do.
 */
export function orderTactics(phases: readonly string[], matrices: readonly TacticOrder[]): string[] {
  const known = (order: TacticOrder): number => phases.filter((phase) => order.includes(phase)).length;
  const [best = []] = [...matrices, ...wellKnown].toSorted((a, b) => known(b) - known(a));
  const placeOf = (phase: string): number => (best.includes(phase) ? best.indexOf(phase) : best.length);
  return phases.toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

/** What the objects of ATT&CK and others like it say of their order: `x-mitre-matrix` lists its tactics, `x-mitre-tactic` its short name. */
export function readTacticOrders(sources: readonly string[]): TacticOrder[] {
  const objects = sources.flatMap((source): Record<string, unknown>[] => {
    try {
      const object: unknown = JSON.parse(source);
      return typeof object === 'object' && object !== null ? [object as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
  const names = new Map(objects.map((one) => [one['id'], one['x_mitre_shortname']]));
  return objects.flatMap((one) => {
    const refs: unknown = one['type'] === 'x-mitre-matrix' ? one['tactic_refs'] : undefined;
    if (!Array.isArray(refs)) return [];
    return [refs.map((ref: unknown) => names.get(ref)).filter((name): name is string => typeof name === 'string')];
  });
}
