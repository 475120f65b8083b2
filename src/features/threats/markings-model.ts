import {
  beforeMarkings,
  contentDigest,
  isWiderTlp,
  parseTlp,
  statementMarking,
  TLP_LABELS,
  tlpMarking,
  tlpOf,
} from '@tamga/stix';
import type { HandlingMarking, StixValue } from '@tamga/stix';

/** The markings of a record as they stand in its envelope. */
export type RecordMarking = { tlp: string; base: string; pap?: string };

const statementOf = (text: string, alliance: string): HandlingMarking =>
  statementMarking(`${text} under the handling rules of ${alliance.split('#', 1)[0] ?? ''}`);

/** A record's markings as STIX says them: first the TLP 2.0 label, then a statement each for a base marking above the lowest and for PAP. */
export const markingsOf = ({ tlp, base, pap }: RecordMarking, alliance: string): HandlingMarking[] => [
  tlpMarking(parseTlp(tlp) ?? 'RED'),
  ...(base === 'unclassified' ? [] : [statementOf(base.toUpperCase(), alliance)]),
  ...(pap === undefined ? [] : [statementOf(`PAP:${pap}`, alliance)]),
];

/**
 * The marking definitions that have to be added to an object so that it says no less than its record: the record's TLP 2.0 label
 * where its own, on the whole of it, is wider or missing; its base marking where that is not the lowest; and its PAP. A marking definition is marked by
 * nobody: predefined ones must be to the letter (STIX 2.1 §7.2.1.4), and others only say what they mean.
 */
export function markingsToAdd(value: StixValue, marking: RecordMarking, alliance: string): HandlingMarking[] {
  if (value.type === 'marking-definition') return [];
  const own = tlpOf({ object_marking_refs: value.object_marking_refs });
  const borne: unknown[] = Array.isArray(value.object_marking_refs) ? value.object_marking_refs : [];
  const [label, ...statements] = markingsOf(marking, alliance);
  const isWider = own === undefined || isWiderTlp(own, parseTlp(marking.tlp) ?? 'RED');
  return [...(isWider && label ? [label] : []), ...statements].filter(({ id }) => !borne.includes(id));
}

/** Base markings above the lowest, and PAP, as far as an export may have said them. */
const bases = ['confidential'];
const paps = ['RED', 'AMBER', 'GREEN', 'CLEAR'];

const statementsOf = (alliance: string): HandlingMarking[] => [
  ...bases.map((base) => statementOf(base.toUpperCase(), alliance)),
  ...paps.map((pap) => statementOf(`PAP:${pap}`, alliance)),
];

/** The marking definitions that exports of this alliance add, by id. */
export const handlingMarkings = (alliance: string): ReadonlyMap<string, HandlingMarking> =>
  new Map([...TLP_LABELS.map(tlpMarking), ...statementsOf(alliance)].map((one) => [one.id, one]));

/** Whether a marking definition is, to the letter, one that exports of this alliance carry along: it is nobody's news. */
export function isHandlingMarking(value: StixValue, alliance: string): boolean {
  if (value.type !== 'marking-definition') return false;
  const ours = handlingMarkings(alliance).get(String(value.id));
  return ours !== undefined && contentDigest(ours) === contentDigest(value);
}

/**
 * Whether an object is the known version of it with nothing but its own record's markings added, as an export adds them. Another
 * label than the record's is news of its source.
 */
export function isMarkedCopy(
  value: StixValue,
  known: { tlp: string | null; contentDigest: string } | undefined,
  alliance: string,
): boolean {
  const label = parseTlp(known?.tlp);
  if (known === undefined || label === undefined) return false;
  const added = new Set([tlpMarking(label), ...statementsOf(alliance)].map(({ id }) => id));
  for (const before of beforeMarkings(value, added)) if (contentDigest(before) === known.contentDigest) return true;
  return false;
}
