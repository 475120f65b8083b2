import type { StixValue } from '../types.ts';

/** A part of a MISP event as it was parsed: exports of different ages and feeds differ in types, so it is read leniently. */
export type Raw = Readonly<Record<string, unknown>>;

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member as text; numbers and booleans as they are written, and undefined for anything else and for ''. */
export function textOf(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A member that must be an array of objects; other elements are left out, an absent array is empty. */
export function listOf(raw: Raw, name: string): Raw[] {
  const value = raw[name];
  return Array.isArray(value) ? value.filter(isRaw) : [];
}

/** Whether a flag is set: true, 1 or their texts. Undefined when the member is absent. */
export function flagOf(raw: Raw, name: string): boolean | undefined {
  const text = textOf(raw, name);
  return text === undefined ? undefined : text === 'true' || text === '1';
}

/** A property bag under construction, turned into an object of a bundle when it is complete. */
export type Draft = Record<string, unknown>;

/** The members that are not undefined, in their order. */
export function present(draft: Draft): StixValue {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}
