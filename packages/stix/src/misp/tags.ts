import { tlpMarking } from '../export/handling-markings.ts';
import type { StixValue } from '../types.ts';
import { listOf, textOf, type Draft, type Raw } from './raw.ts';

const tlp1 = (uuid: string, level: string): StixValue => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: `marking-definition--${uuid}`,
  created: '2017-01-20T00:00:00.000Z',
  definition_type: 'tlp',
  name: `TLP:${level.toUpperCase()}`,
  definition: { tlp: level },
});

/** The predefined markings of STIX 2.1 §7.2.1.4, and those of TLP 2.0 for the two levels that TLP 1.0 lacks. */
const MARKINGS: ReadonlyMap<string, StixValue> = new Map([
  ['tlp:white', tlp1('613f2e26-407d-48c7-9eca-b8e91df99dc9', 'white')],
  ['tlp:green', tlp1('34098fce-860f-48ae-8e50-ebd3cc5e41da', 'green')],
  ['tlp:amber', tlp1('f88d31f6-486f-44da-b317-01333bde0b82', 'amber')],
  ['tlp:red', tlp1('5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'red')],
  ['tlp:clear', tlpMarking('CLEAR')],
  ['tlp:amber+strict', tlpMarking('AMBER+STRICT')],
]);

const CONFIDENCE: ReadonlyMap<string, number> = new Map([
  ['misp:confidence-level="completely-confident"', 100],
  ['misp:confidence-level="usually-confident"', 75],
  ['misp:confidence-level="fairly-confident"', 50],
  ['misp:confidence-level="rarely-confident"', 25],
  ['misp:confidence-level="unconfident"', 0],
]);

/** What the tags of one event, attribute or object say about the STIX objects made from it. */
export interface TagMeaning {
  readonly labels: readonly string[];
  readonly markings: readonly StixValue[];
  /** The lowest confidence that a tag states. */
  readonly confidence?: number;
}

/** The names of the tags of a part of an event, each once, in order. */
export function tagNames(...parts: readonly Raw[]): string[] {
  const names = parts.flatMap((part) => listOf(part, 'Tag').map((tag) => textOf(tag, 'name')));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** TLP tags become markings, confidence levels a number as well as a label, everything else a label. */
export function readTags(names: readonly string[]): TagMeaning {
  const labels: string[] = [];
  const markings: StixValue[] = [];
  const levels: number[] = [];
  for (const name of names) {
    const marking = MARKINGS.get(name.toLowerCase());
    if (marking !== undefined) {
      markings.push(marking);
      continue;
    }
    const level = CONFIDENCE.get(name);
    if (level !== undefined) levels.push(level);
    labels.push(name);
  }
  return { labels, markings, ...(levels.length > 0 && { confidence: Math.min(...levels) }) };
}

/** The properties that tags add to an object whose own labels are given. */
export function tagged(labels: readonly string[], tags: TagMeaning): Draft {
  return {
    labels: [...labels, ...tags.labels],
    confidence: tags.confidence,
    object_marking_refs: tags.markings.length > 0 ? tags.markings.map(({ id }) => id) : undefined,
  };
}
