import { IMPERSONAL_TYPES, isPersonBearing, typeOfId } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import type { Refused } from './model.ts';

/**
 * An object's id as a report says it. The id of a person's address follows from the address, and reports are read outside of the case: of
 * what is about a person the type is told, and the place in the text (SG-07).
 */
export const toldId = (id: string, value: unknown, position: number): string =>
  isPersonal(id, value) ? `${typeOfId(id) ?? 'person'} #${position}` : id;

/** What was refused before it was an object, without what would name a person. */
export function withoutPerson({ index, id, why }: Refused, value: unknown): { objectId: string | null; why: string } {
  const told = id === undefined ? null : toldId(id, value, index);
  const said = id !== undefined && told !== id ? why.replaceAll(id, told ?? '') : why;
  return { objectId: told, why: said.slice(0, 300) };
}

const NEVER_PERSONS: ReadonlySet<string | undefined> = new Set([
  ...IMPERSONAL_TYPES,
  'extension-definition',
  'marking-definition',
  'relationship',
  'sighting',
]);

function isPersonal(id: string, value: unknown): boolean {
  const type = typeOfId(id);
  // Of what is not at hand nobody can tell more than its type does.
  if (typeof value !== 'object' || value === null) return !NEVER_PERSONS.has(type);
  return isPersonBearing(value as StixValue) || (type !== 'identity' && isPersonBearing({ type }));
}
