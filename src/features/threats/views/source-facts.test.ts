import { expect, test } from 'vitest';
import { speak } from '#test/speak.ts';
import { readSourceFacts } from './source-facts.ts';

test('description, aliases and ends are read out of an object’s text as they stand there', () => {
  const object = { description: ' A loader. ', aliases: ['Lamp', 'Lamp', 7, ''], x_mitre_aliases: ['Torch'] };
  expect(readSourceFacts(speak('en'), JSON.stringify(object), 'xb')).toEqual({
    description: ' A loader. ',
    aliases: ['Lamp', 'Torch'],
    ends: [],
    held: [],
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
    'Held: a hypothesis of xb, not a fact: attributed-to',
    'Confidence: Likely/Probable (70 of 100), says xb',
  ]);
  expect(heldOf({ ...relation, relationship_type: 'authored-by' })).toEqual([
    'Held: a hypothesis of xb, not a fact: authored-by',
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
