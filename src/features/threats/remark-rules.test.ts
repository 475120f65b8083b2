import { expect, test } from 'vitest';
import { namedBy, toRemark } from './remark-rules.ts';
import type { RemarkFacts, Told } from './remark-rules.ts';

const id = (type: string, n: number): string => `${type}--${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [malware, set, lab, unknown] = [id('malware', 1), id('intrusion-set', 2), id('identity', 3), id('identity', 4)];
const told: Told = new Map([
  [malware, 'Greylatch'],
  [set, 'Quiet Heron'],
  [lab, 'Example Lab'],
]);
const facts = (what: RemarkFacts['what']): RemarkFacts => ({
  what,
  ref: 'xb/01bb83d6-bb00-7021-b198-ab9016b79dc7',
  id: id('note', 9),
  author: 'xb',
  at: null,
  revoked: false,
});
const opinion = {
  type: 'opinion',
  opinion: 'strongly-disagree',
  explanation: 'It is two families.',
  object_refs: [malware],
  created_by_ref: lab,
  confidence: 70,
  authors: ['Ilva Sampleton'],
};

test('an imported opinion is told with who made it, who hands it on, what it says, and how sure he is on the scale', () => {
  expect(toRemark(facts('opinion'), opinion, told)).toEqual({
    ...facts('opinion'),
    createdBy: 'Example Lab',
    opinion: 'strongly-disagree',
    held: null,
    to: null,
    abstract: null,
    text: 'It is two families.',
    confidence: { value: 70, words: 'Likely/Probable', scale: 'wep' },
  });
});

test('nobody who may be a person is named: not its maker, and not the people in `authors` (SG-07)', () => {
  expect(toRemark(facts('opinion'), { ...opinion, created_by_ref: unknown }, told)).toMatchObject({ createdBy: null });
  expect(JSON.stringify(toRemark(facts('opinion'), opinion, told))).not.toContain('Sampleton');
});

test('what is about somebody who may be a person besides is told of nothing else either (SG-07)', () => {
  for (const person of [unknown, id('email-addr', 5), id('user-account', 5), 'identity', 'x'])
    expect(toRemark(facts('note'), { ...opinion, object_refs: [malware, person] }, told)).toBeUndefined();
  expect(
    toRemark(facts('note'), { ...opinion, object_refs: [id('email-addr', 5)] }, new Map([[id('email-addr', 5), null]])),
    'an account, whoever says that it may be told',
  ).toBeUndefined();
});

test('an attribution is told as its author’s hypothesis, and what is none is no attribution (SG-26)', () => {
  const relation = { type: 'relationship', source_ref: malware, target_ref: set, relationship_type: 'attributed-to' };
  expect(toRemark(facts('attribution'), { ...relation, confidence: 15 }, told)).toMatchObject({
    held: 'a hypothesis of xb, not a fact: attributed-to',
    to: { id: set, name: 'Quiet Heron' },
    confidence: { value: 15 },
  });
  expect(toRemark(facts('attribution'), { ...relation, relationship_type: 'Attributed_To' }, told)).toMatchObject({
    held: 'a hypothesis of xb, not a fact: Attributed_To',
  });
  expect(toRemark(facts('attribution'), { ...relation, relationship_type: 'uses' }, told)).toBeUndefined();
  expect(toRemark(facts('attribution'), { ...relation, target_ref: unknown }, told)).toBeUndefined();
});

test('of the object itself its confidence is told, and nothing where it states none', () => {
  expect(toRemark(facts('confidence'), { type: 'malware', confidence: 0, description: 'long' }, told)).toMatchObject({
    text: null,
    confidence: { value: 0, words: 'Impossible' },
  });
  for (const confidence of [undefined, 101, '50', 0.5])
    expect(toRemark(facts('confidence'), { type: 'malware', confidence }, told)).toBeUndefined();
});

test('texts that are no texts are none, and a long one is cut between characters', () => {
  const said = toRemark(facts('note'), { ...opinion, content: '𝔘'.repeat(5_000), abstract: 7 }, told);
  expect([said?.abstract, [...(said?.text ?? '')].length, said?.text?.endsWith('𝔘…')]).toEqual([null, 4_000, true]);
  expect(namedBy('note', { object_refs: [7, malware], created_by_ref: 7 })).toEqual({
    about: [malware],
    createdBy: null,
  });
});
