import { isPersonBearing, isTimestamp, tlpOf, typeOfId } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import type { Envelope } from '#features/records/model.ts';
import type { ThreatFacets } from './model.ts';
import { separator } from './terms-model.ts';

const maxValues = 100;
const maxLength = 200;

/** Where STIX objects say when something was observed (STIX 2.1 §4), the first moment and the last. */
const firstMembers = ['first_observed', 'first_seen'];
const lastMembers = ['last_observed', 'last_seen'];

/** Whether a relationship or a sighting is with what its type alone says to be a person's; of identities and actors only their own text tells. */
export function namesPerson({ type, ...value }: StixValue): boolean {
  if (type !== 'relationship' && type !== 'sighting') return false;
  const ends = ['source_ref', 'target_ref', 'sighting_of_ref'].map((member) => value[member]);
  return ends.some((id) => {
    const of = typeof id === 'string' ? typeOfId(id) : undefined;
    return of !== undefined && of !== 'identity' && isPersonBearing({ type: of });
  });
}

/** By what an object can be picked; null for objects that describe persons or name one, which nothing finds (SG-07). */
export function facetsOf(
  object: StixValue,
  { author, marking }: Pick<Envelope, 'author' | 'marking'>,
): ThreatFacets | null {
  if (isPersonBearing(object) || namesPerson(object)) return null;
  const first = momentOf(object, firstMembers);
  const last = momentOf(object, lastMembers);
  const [seenFrom = null, seenTo = seenFrom] = [first, last].filter((time) => time !== null).toSorted();
  return {
    type: String(object.type),
    participant: author.split('/', 1)[0] ?? '',
    tlp: marking?.tlp ?? null,
    base: marking?.base ?? null,
    ownMarking: tlpOf(object) ?? null,
    labels: values(object['labels']),
    phases: values(phasesOf(object)),
    seenFrom,
    seenTo,
  };
}

function momentOf(object: StixValue, members: readonly string[]): string | null {
  const time = members.map((member) => object[member]).find((one) => typeof one === 'string' && isTimestamp(one));
  return storableTime(typeof time === 'string' ? time : null);
}

/** The database's calendar has no year 0, and it reads no endless fractions; the object's own text keeps both. */
export const storableTime = (time: string | null): string | null =>
  time !== null && time.length <= 40 && time >= '0001' ? time : null;

function phasesOf(object: StixValue): unknown {
  const phases: unknown = object['kill_chain_phases'];
  if (!Array.isArray(phases)) return [];
  return phases.slice(0, maxValues).map((phase: unknown) => {
    const { kill_chain_name: chain, phase_name: name } = (phase ?? {}) as StixValue;
    return typeof chain === 'string' && typeof name === 'string' ? `${chain}:${name}` : null;
  });
}

/** The first hundred different texts of a list, as one line each; longer ones are cut. */
const values = (list: unknown): string[] => [
  ...new Set(
    (Array.isArray(list) ? list.slice(0, maxValues) : []).flatMap((one: unknown) => {
      const text = typeof one === 'string' ? plainValue(one) : '';
      return text === '' ? [] : [text];
    }),
  ),
];

/** A value as lists show it and a query asks for it: no control characters, at most 200 characters. */
const plainValue = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(separator, ' ')
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
