import { contentDigest } from './digest.ts';
import { compareInstants } from './timestamps.ts';
import type { StixValue } from './types.ts';

/** A version that is kept already. */
export interface KnownVersion {
  /** As {@link versionOf} gives it. */
  readonly modified: string;
  /** As contentDigest gives it. */
  readonly contentDigest: string;
}

/** The parts of an object that decide about versions. */
export interface VersionedObject {
  readonly created?: string;
  readonly modified?: string;
  readonly value: StixValue;
}

/**
 * What an object is to one who holds other versions of it. `changed-same-version`: other content under a time that is known; the
 * author did not say that it changed (STIX 2.1 §3.6), so it is reported and nothing is replaced. `older-version`: a time before
 * the newest that is known, whether that version is among the known or not: a text that brings it is behind what is held.
 */
export type VersionOutcome = 'added' | 'new-version' | 'identical' | 'changed-same-version' | 'older-version';

/** The timestamp that tells versions of one id apart: `modified`, else `created`, else '' for objects that have no versions. */
export function versionOf(object: Pick<VersionedObject, 'created' | 'modified'>): string {
  return object.modified ?? object.created ?? '';
}

/** Orders two version timestamps as instants, at any precision: below 0 when `a` is earlier. */
export function compareVersions(a: string, b: string): number {
  return compareInstants(a, b);
}

/** Judges an object against all known versions with its id. The order of `known` does not matter. */
export function judgeObject(known: readonly KnownVersion[], object: VersionedObject): VersionOutcome {
  if (known.length === 0) return 'added';
  const version = versionOf(object);
  const isBehind = known.some(({ modified }) => compareVersions(modified, version) > 0);
  const same = known.filter(({ modified }) => compareVersions(modified, version) === 0);
  if (same.length > 0) {
    const digest = contentDigest(object.value);
    if (!same.some((one) => one.contentDigest === digest)) return 'changed-same-version';
    return isBehind ? 'older-version' : 'identical';
  }
  return isBehind ? 'older-version' : 'new-version';
}
