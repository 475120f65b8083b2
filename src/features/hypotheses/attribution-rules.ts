import { attributionsOf, confidenceWords, narrowestTlp, parseTlp, tlpMarking, tlpOf } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { markingsOf } from '#features/threats/model.ts';
import type { RecordMarking } from '#features/threats/model.ts';
import { extensionId, identityOf, madeId, makers } from './stix-makers-rules.ts';

/** An object that attributes, and the record that it is in. `at`: when that was sealed. */
export type Attributing = { ref: string; author: string; at: string; marking: RecordMarking; value: StixValue };

/**
 * What the file in which an attribution stands tells of how it was assessed: what is held about it is there as well (`assessed`); nothing is
 * held about it at the node that wrote the file (`unassessed`); or the file leaves it out, or may (`untold`).
 */
export type Standing = 'assessed' | 'unassessed' | 'untold';

/**
 * An attribution leaves with a note that says whose hypothesis it is (SG-26): by the author of its record, about the very object, whose
 * bytes nobody changes. It is marked as narrowly as record and object are. Its id follows from the record, and from what is said of how it was
 * assessed, for another node may say otherwise of the same record. With it come author and extension. Nothing of what attributes nothing.
 */
export function toAttributionNote(
  one: Attributing,
  standing: Standing,
  { alliance, code }: { alliance: string; code: string },
): StixValue[] {
  const { ref, author, at, marking, value } = one;
  const attributions = attributionsOf(value);
  if (attributions.length === 0) return [];
  const [, ...statements] = markingsOf(marking, alliance);
  const label = narrowestTlp([parseTlp(marking.tlp) ?? 'RED', tlpOf(value) ?? 'CLEAR']) ?? 'RED';
  const words = confidenceWords(value.confidence);
  const saying = { author, words, standing, code };
  const said = attributions.map(({ source, relation, target }) => `${source} ${relation} ${target}`);
  const note = {
    type: 'note',
    spec_version: '2.1',
    id: madeId(alliance, 'note', `${ref} attribution ${standing} ${code}`),
    created_by_ref: madeId(alliance, 'identity', author),
    created: at,
    modified: at,
    ...(value.revoked === true ? { revoked: true } : {}),
    labels: ['attribution', standing],
    ...(words === undefined ? {} : { confidence: value.confidence }),
    abstract: 'A hypothesis, not a fact',
    content: [sayWhose(saying, value), ...said, sayStanding(saying)].join('\n'),
    authors: [author],
    object_refs: [String(value.id)],
    object_marking_refs: [tlpMarking(label), ...statements].map(({ id }) => id),
    extensions: {
      [extensionId]: { extension_type: 'property-extension', what: 'attribution', ref, standing, attributions },
    },
  };
  return [...makers, identityOf(alliance, author), note, ...statements];
}

type Saying = { author: string; words: string | undefined; standing: Standing; code: string };

function sayWhose({ author, words }: Saying, value: StixValue): string {
  const maker =
    typeof value.created_by_ref === 'string' ? ` Made by ${value.created_by_ref}, handed on by ${author}.` : '';
  const sure =
    words === undefined ? 'No confidence is stated.' : `Confidence: ${words} (${String(value.confidence)} of 100).`;
  return `A hypothesis of ${author}, not a fact.${maker} ${sure}`;
}

function sayStanding({ standing, code }: Saying): string {
  if (standing === 'assessed')
    return `What is held about it at ${code} and may be in this file stands in it, for and against.`;
  if (standing === 'unassessed') return `Unassessed: no authority holds anything about it at ${code}.`;
  return `What may be held about it at ${code} is not in this file.`;
}
