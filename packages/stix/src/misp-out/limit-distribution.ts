import type { TlpLabel } from '../tlp.ts';
import type { MispEvent } from './write-misp-events.ts';

/** How far MISP may hand on what bears a label: 0 its own organisation, 1 its community, 2 connected communities, 3 everybody. */
const WIDEST: Readonly<Record<TlpLabel, number>> = { RED: 0, 'AMBER+STRICT': 0, AMBER: 0, GREEN: 1, CLEAR: 3 };
const INHERITED = 5;
const SHARING_GROUP: ReadonlySet<string> = new Set(['sharing_group_id', 'SharingGroup']);

/**
 * An event that MISP hands on no further than its label and its source permit. A sharing group is known to the instance alone that
 * made it, and becomes the own organisation; so does an event that says nothing, since an instance may take that for everybody.
 */
export function limitDistribution(event: MispEvent, label: TlpLabel | undefined): MispEvent {
  const widest = WIDEST[label ?? 'RED'];
  const given = levelOf(event.distribution);
  const limited = limitParts(event, widest) as MispEvent;
  return { ...limited, distribution: String(given === undefined || given > 3 ? 0 : Math.min(given, widest)) };
}

const levelOf = (value: unknown): number | undefined =>
  (typeof value === 'string' || typeof value === 'number') && /^[0-5]$/.test(String(value)) ? Number(value) : undefined;

/** The parts at any depth: what inherits is as wide as what it stands in. */
function limitParts(value: unknown, widest: number): unknown {
  if (Array.isArray(value)) return value.map((one) => limitParts(one, widest));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (SHARING_GROUP.has(name)) return [];
      return [[name, name === 'distribution' ? limitLevel(member, widest) : limitParts(member, widest)]];
    }),
  );
}

function limitLevel(given: unknown, widest: number): unknown {
  const level = levelOf(given);
  if (level === INHERITED || (level !== undefined && level <= widest)) return given;
  return String(level === undefined || level > 3 ? 0 : widest);
}
