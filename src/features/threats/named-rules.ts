import type { StixValue } from '@tamga/stix';

const ends = ['created_by_ref', 'source_ref', 'target_ref', 'sighting_of_ref'] as const;
const lists = ['object_marking_refs', 'object_refs'] as const;

/** So many of the objects that one version names are named. */
export const maxNamed = 60;

/** What an object's page names besides the object: who made it, what it is marked with, what it is about. */
export function refsNamed(source: string): string[] {
  const value = parseObject(source);
  const many = lists.flatMap((member) => value[member] ?? []) as unknown[];
  const ids = [...ends.map((member) => value[member]), ...many].filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)].filter((id) => id.length <= 300).slice(0, maxNamed);
}

/** What a marking definition says: its statement, or else its name. */
export function markingText(source: string): string | null {
  const { definition, name } = parseObject(source);
  const { statement } = (typeof definition === 'object' && definition !== null ? definition : {}) as StixValue;
  for (const text of [statement, name]) if (typeof text === 'string' && text.trim() !== '') return text.slice(0, 500);
  return null;
}

function parseObject(source: string): StixValue {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null ? (value as StixValue) : {};
  } catch {
    return {};
  }
}
