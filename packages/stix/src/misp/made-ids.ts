import { uuid5 } from '../uuid5.ts';

/** Namespace of every UUID that is derived here. It is part of the mapping: another one would make other objects. */
const NAMESPACE = 'c2e9cf7e-6e0d-4a37-9d5b-5b8f0c7a1f43';

const encoder = new TextEncoder();

/** A UUID of version 5 (RFC 9562 §5.5) from texts, which are told apart by a separator that no identifier contains. */
export function derivedUuid(...parts: readonly string[]): string {
  return uuid5(NAMESPACE, encoder.encode(parts.join('\u0000')));
}

/** The identifier of a relationship: the same two ends and type give the same one, whenever it is converted. */
export function relationshipId(source: string, type: string, target: string): string {
  return `relationship--${derivedUuid(source, type, target)}`;
}
