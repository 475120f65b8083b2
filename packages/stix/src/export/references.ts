import type { StixValue } from '../types.ts';

/** Who made it, what it relates and what it sighted: without them an object says less than it could. */
const REFERENCES = ['created_by_ref', 'source_ref', 'target_ref', 'sighting_of_ref', 'object_ref'] as const;
const LISTS = ['object_marking_refs', 'observed_data_refs', 'where_sighted_refs'] as const;

/**
 * The identifiers that an object rests on: its creator, its markings on the whole and on parts, the ends of a relationship, what a
 * sighting is of, and what language content translates. Contents of reports and groupings are not among them. Each once.
 */
export function referencesOf(value: StixValue): string[] {
  const granular: unknown[] = Array.isArray(value.granular_markings) ? value.granular_markings : [];
  const named: unknown[] = [
    ...REFERENCES.map((member) => value[member]),
    ...LISTS.flatMap((member): unknown[] => (Array.isArray(value[member]) ? (value[member] as unknown[]) : [])),
    ...granular.map((one) => (typeof one === 'object' && one !== null ? (one as StixValue).marking_ref : undefined)),
  ];
  return [...new Set(named.filter((ref) => typeof ref === 'string'))];
}
