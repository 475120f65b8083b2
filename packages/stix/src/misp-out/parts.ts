import type { StixValue } from '../types.ts';
import { uuid5 } from '../uuid5.ts';
import { predefinedTlp } from '../tlp.ts';

/** An attribute of MISP as it is written. */
export type MispAttribute = {
  uuid: string;
  type: string;
  category: string;
  value: string;
  to_ids: boolean;
  timestamp?: string;
  comment?: string;
  data?: string;
  object_relation?: string;
  first_seen?: string;
  last_seen?: string;
  Tag?: { name: string }[];
};

export type MispObject = {
  uuid: string;
  name: string;
  'meta-category': string;
  timestamp?: string;
  comment?: string;
  first_seen?: string;
  last_seen?: string;
  Attribute: MispAttribute[];
};

export function textIn(value: StixValue, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' ? found : undefined;
}

export const textsIn = (value: StixValue, name: string): string[] =>
  Array.isArray(value[name]) ? (value[name] as unknown[]).filter((one) => typeof one === 'string') : [];

/** The objects with these ids, as far as they are there. */
export const lookUp = (refs: readonly string[], known: ReadonlyMap<string, StixValue>): StixValue[] =>
  refs.map((ref) => known.get(ref)).filter((value) => value !== undefined);

export const uuidOf = (value: StixValue): string => String(value.id).slice(-36);

const label = /^misp:([a-z_-]+)="([^]*)"$/;

/** What the mapping says of its source in a label: `misp:type="md5"`. */
export function mispLabel(value: StixValue, name: string): string | undefined {
  for (const one of textsIn(value, 'labels')) {
    const [, key, text] = label.exec(one) ?? [];
    if (key === name) return text;
  }
  return undefined;
}

/** Unix seconds of a STIX timestamp; '0' where there is none. */
export function secondsOf(time: string | undefined): string {
  const millis = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(millis) ? '0' : String(Math.floor(millis / 1000));
}

/** The member `timestamp`, where a time is known. */
export const stamped = (seconds: string): { timestamp?: string } => (seconds === '0' ? {} : { timestamp: seconds });

/** The tags of an object: its labels but those about its source, and its markings. `statements` names other markings. */
export function tagsOf(value: StixValue, statements: ReadonlyMap<string, string>): string[] {
  const own = textsIn(value, 'labels').filter((one) => !label.test(one) && one !== 'Threat-Report');
  const marked = textsIn(value, 'object_marking_refs').flatMap((ref) => {
    const tlp = predefinedTlp(ref);
    const text = tlp === undefined ? statements.get(ref) : `tlp:${tlp.toLowerCase()}`;
    return text === undefined ? [] : [ref === WHITE ? 'tlp:white' : text];
  });
  return [...new Set([...own, ...marked])];
}

const WHITE = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';

/** When something was seen, where it is not just when it was written. */
export function seenTimes(
  observed: StixValue | undefined,
  seconds: string,
): { first_seen?: string; last_seen?: string } {
  const first = observed && textIn(observed, 'first_observed');
  const last = observed && textIn(observed, 'last_observed');
  const says = (time: string | undefined): time is string => time !== undefined && secondsOf(time) !== seconds;
  return { ...(says(first) && { first_seen: first }), ...(says(last) && { last_seen: last }) };
}

const NAMESPACE = 'b3c6d0f1-58c5-4a63-9d57-0e5b2f3a7c11';
const encoder = new TextEncoder();

/** The UUID of a part that has none of its own in STIX: it follows from what it is part of and what it says. */
export const partUuid = (...parts: readonly string[]): string => uuid5(NAMESPACE, encoder.encode(parts.join('\u0000')));
