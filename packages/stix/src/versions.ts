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
 * the newest that is known, and not among the known.
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
  const same = known.filter(({ modified }) => compareVersions(modified, version) === 0);
  if (same.length > 0) {
    const digest = contentDigest(object.value);
    return same.some((one) => one.contentDigest === digest) ? 'identical' : 'changed-same-version';
  }
  return known.every(({ modified }) => compareVersions(modified, version) < 0) ? 'new-version' : 'older-version';
}
