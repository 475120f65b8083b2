import { canonicalJson } from '../digest.ts';
import { uuid5 } from '../uuid5.ts';
import { isJsonObject, type Json } from './judge.ts';
import { TABLES } from './tables/all.ts';

/** The namespace of the identifiers of observables (STIX 2.1 §2.9). */
const NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';

const CONTRIBUTING: ReadonlyMap<unknown, readonly string[]> = new Map(
  TABLES.filter(({ contributing }) => contributing.length > 0).map(({ type, contributing }) => [type, contributing]),
);

/** Of several hashes one contributes, the first that is there; of names that are not listed, the first in alphabetical order. */
const HASH_ORDER = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'];

const encoder = new TextEncoder();

/** The properties that make the identifier of an observable; undefined when the type has none or none of them is present. */
export function contributingValues(object: Json): Json | undefined {
  const values: Record<string, unknown> = {};
  let isEmpty = true;
  for (const name of CONTRIBUTING.get(object.type) ?? []) {
    const value = object[name];
    if (value === undefined) continue;
    values[name] = name === 'hashes' && isJsonObject(value) ? chosenHash(value) : value;
    isEmpty = false;
  }
  return isEmpty ? undefined : values;
}

function chosenHash(hashes: Json): Json {
  const name = HASH_ORDER.find((known) => hashes[known] !== undefined) ?? Object.keys(hashes).toSorted()[0];
  return name === undefined ? {} : { [name]: hashes[name] };
}

/**
 * The identifier that an observable should have: a UUIDv5 over the canonical JSON (RFC 8785) of its contributing properties
 * (STIX 2.1 §2.9, §3.4). Undefined where a random UUIDv4 is to be used instead.
 */
export function deterministicId(object: Json): string | undefined {
  const values = contributingValues(object);
  if (values === undefined) return undefined;
  return `${String(object.type)}--${uuid5(NAMESPACE, encoder.encode(canonicalJson(values)))}`;
}
