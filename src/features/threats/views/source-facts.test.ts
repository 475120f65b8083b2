import { expect, test } from 'vitest';
import { speak } from '#test/speak.ts';
import { readSourceFacts } from './source-facts.ts';

const nothing = {
  description: null,
  aliases: [],
  ends: [],
  held: [],
  labels: [],
  markings: [],
  maker: null,
  times: [],
  pattern: null,
  phases: [],
  hashes: [],
  words: [],
  references: [],
};

test('description, aliases and ends are read out of an object’s text as they stand there', () => {
  const object = { description: ' A loader. ', aliases: ['Lamp', 'Lamp', 7, ''], x_mitre_aliases: ['Torch'] };
  expect(readSourceFacts(speak('en'), JSON.stringify(object), 'xb')).toEqual({
    ...nothing,
    description: ' A loader. ',
    aliases: ['Lamp', 'Torch'],
  });
  expect(readSourceFacts(speak('en'), '{"source_ref":"a--1","target_ref":"b--2"}', 'xb')?.ends).toEqual([
    { name: 'From', id: 'a--1' },
    { name: 'To', id: 'b--2' },
  ]);
});

test('of a text that says none of this, or that is no object, there are no facts', () => {
  for (const source of ['', 'x', 'null', '7', '[]', '{}', '{"description":" ","aliases":"x","target_ref":7}'])
    expect(readSourceFacts(speak('en'), source, 'xb')).toBeNull();
});

const heldOf = (object: object): string[] | undefined =>
  readSourceFacts(speak('en'), JSON.stringify(object), 'xb')?.held.map(({ name, text }) => `${name}: ${text}`);
const relation = { type: 'relationship', source_ref: 'malware--1', target_ref: 'intrusion-set--2' };

test('an attribution is shown as its author’s hypothesis, with his confidence or with that he states none (SG-26)', () => {
  expect(heldOf({ ...relation, relationship_type: 'attributed-to', confidence: 70 })).toEqual([
    'Held: a hypothesis of xb, not a fact: attributed to',
    'Confidence: Likely/Probable (70 of 100), says xb',
  ]);
  expect(heldOf({ ...relation, relationship_type: 'authored-by' })).toEqual([
    'Held: a hypothesis of xb, not a fact: authored by',
    'Confidence: not stated by xb',
  ]);
  expect(heldOf({ ...relation, relationship_type: 'uses' })).toEqual([]);
});

test('the confidence of an imported object, and an imported opinion, are shown as its author’s', () => {
  expect(heldOf({ type: 'malware', confidence: 15 })).toEqual([
    'Confidence: Highly Unlikely/Almost Certainly Not (15 of 100), says xb',
  ]);
  const opinion = { type: 'opinion', opinion: 'disagree', explanation: 'No.', object_refs: ['malware--1'] };
  expect(heldOf(opinion)).toEqual(['Opinion: xb: disagree']);
  expect(readSourceFacts(speak('en'), JSON.stringify(opinion), 'xb')).toMatchObject({
    description: 'No.',
    ends: [{ name: 'About', id: 'malware--1' }],
  });
  expect(heldOf({ type: 'malware', description: 'x', confidence: 101 })).toEqual([]);
});

test('what an analyst looks for is told of each type, and only what that object says', () => {
  const read = (object: object) => readSourceFacts(speak('en'), JSON.stringify(object), 'xb');
  const times = (object: object) => read(object)?.times.map(({ name, at }) => `${name} ${at}`);
  const indicator = {
    type: 'indicator',
    pattern: "[domain-name:value = 'lantern.example']",
    pattern_type: 'stix',
    pattern_version: '2.1',
    indicator_types: ['malicious-activity'],
    valid_from: '2030-01-01T00:00:00Z',
    valid_until: '2031-01-01T00:00:00Z',
    labels: ['a', 'a', 'b'],
    object_marking_refs: ['marking-definition--1'],
    created_by_ref: 'identity--1',
    kill_chain_phases: [{ kill_chain_name: 'demo', phase_name: 'entry' }, { phase_name: 'lost' }, 7],
  };
  expect(read(indicator)).toEqual({
    ...nothing,
    pattern: { text: "[domain-name:value = 'lantern.example']", type: 'stix' },
    words: [{ name: 'Kind', text: 'malicious-activity' }],
    times: [
      { name: 'Valid from', at: '2030-01-01T00:00:00Z' },
      { name: 'Valid until', at: '2031-01-01T00:00:00Z' },
    ],
    labels: ['a', 'b'],
    markings: ['marking-definition--1'],
    maker: 'identity--1',
    phases: [{ chain: 'demo', phase: 'entry' }],
  });
  expect(times({ type: 'malware', first_seen: 'f', last_seen: 'l' })).toEqual(['First seen f', 'Last seen l']);
  expect(times({ type: 'observed-data', first_observed: 'f', last_observed: 'l', number_observed: 1200 })).toEqual([
    'First observed f',
    'Last observed l',
  ]);
  expect(read({ type: 'observed-data', number_observed: 1200 })?.words).toEqual([{ name: 'How often', text: '1,200' }]);
  expect(read({ type: 'file', hashes: { MD5: 'aa', 'SHA-256': 7 } })?.hashes).toEqual([
    { algorithm: 'MD5', value: 'aa' },
  ]);
  const references = [{ source_name: 'a list', external_id: 'T1', url: 'https://list.example/T1' }, { url: 'x' }, null];
  expect(read({ type: 'tool', external_references: references })?.references).toEqual([
    { source: 'a list', id: 'T1', url: 'https://list.example/T1', text: null },
  ]);
});
