import { expect, test } from 'vitest';
import { attributionsOf, isAttributing } from './attributing.ts';

const malware = 'malware--00000000-0000-4000-8000-000000000001';
const set = 'intrusion-set--00000000-0000-4000-8000-000000000002';
const account = 'user-account--00000000-0000-4000-8000-000000000003';

test.each([
  'attributed-to',
  'Attributed_To',
  ' attributed to',
  'attributed\u200b-to',
  'x-acme:authored-by',
  'originates-from',
  'attributed-to\u3164',
  'attributed-to\u1160',
  'attributed\u115f-to',
  'attributed-to\uffa0',
  'attributed-to\ufe0f',
  'attri\u034fbuted-to',
  'attributed\u2011to',
  'attributed\u2800to',
  'attributedTo',
  'attributed_to_refs',
])('a relation attributes however it is spelled: %s', (relation) => {
  expect(isAttributing(relation)).toBe(true);
});

test.each(['uses', 'indicates', 'not-attributed-to-anyone', '', 7, undefined])('%s attributes nothing', (relation) => {
  expect(isAttributing(relation)).toBe(false);
});

test('a relationship attributes one thing, also to what is a person’s: who hands it on has to say whose word it is', () => {
  const relation = { type: 'relationship', id: 'relationship--1', source_ref: malware, target_ref: account };
  expect(attributionsOf({ ...relation, relationship_type: 'authored-by' })).toEqual([
    { source: malware, target: account, relation: 'authored-by' },
  ]);
  expect(attributionsOf({ ...relation, relationship_type: 'uses' })).toEqual([]);
  expect(attributionsOf({ ...relation, relationship_type: 'authored-by', target_ref: 7 })).toEqual([]);
});

test('other objects attribute by members of their own and of their extensions, not by who made them', () => {
  const value = {
    type: 'malware',
    id: malware,
    created_by_ref: set,
    object_refs: [set],
    attributed_to_refs: [set, 7],
    extensions: { 'extension-definition--1': { originates_from_ref: account } },
  };
  expect(attributionsOf(value)).toEqual([
    { source: malware, target: set, relation: 'attributed_to_refs' },
    { source: malware, target: account, relation: 'originates_from_ref' },
  ]);
});
