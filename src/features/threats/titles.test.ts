import { nameOf } from '@tamga/stix';
import { expect, test } from 'vitest';
import { endsOf, titleAsHeld, titleWithNames } from './titles.ts';

const malware = 'malware--6f1c0a2e-0000-4000-8000-000000000001';
const person = 'identity--77aa0a2e-0000-4000-8000-000000000002';
const names = new Map([
  [malware, 'Greylatch'],
  ['tool--6f1c0a2e-0000-4000-8000-000000000003', `uses: ${malware} → ${person}`],
]);
const read = (title: string): string => titleWithNames(title, (end) => names.get(end));

test('both ends of a relationship, and what was sighted, are told by name, or by type and the start of the id', () => {
  const relation = {
    type: 'relationship',
    relationship_type: 'attributed-to',
    source_ref: malware,
    target_ref: person,
  };
  expect(read(nameOf(relation))).toBe('attributed-to: Greylatch → identity 77aa0a2e…');
  expect(read(nameOf({ type: 'sighting', sighting_of_ref: malware }))).toBe('sighting: Greylatch');
  expect(endsOf(nameOf(relation))).toEqual([malware, person]);
});

test('a name that is a name stays as it is', () => {
  for (const name of [
    'Greylatch',
    malware,
    `see ${malware}`,
    `uses: ${malware} → ${person} and more`,
    'uses: a → b',
    '',
  ])
    expect([endsOf(name), read(name)]).toEqual([[], name]);
});

test('an end that is itself named by ids, or very long, is told in short', () => {
  expect(read('sighting: tool--6f1c0a2e-0000-4000-8000-000000000003')).toBe('sighting: tool 6f1c0a2e…');
  expect(titleWithNames(`sighting: ${malware}`, () => '𐀀'.repeat(500))).toBe(`sighting: ${'𐀀'.repeat(79)}…`);
});

test.each([
  'attributed-to',
  'authored-by',
  'originates-from',
  'Attributed-To',
  'attributed_to',
  'attri\u200bbuted to',
  'x: attributed-to',
])('what attributes is told with whose word it is, and never as a fact (SG-26): %s', (relation) => {
  const title = `${relation}: ${malware} → ${person}`;
  expect(titleAsHeld(title, 'xb/cyber', (end) => names.get(end))).toBe(
    `xb holds: ${relation}: Greylatch → identity 77aa0a2e…`,
  );
});

test('a relation in quotation marks attributes all the same', () => {
  const relation = {
    type: 'relationship',
    relationship_type: 'x: attributed-to',
    source_ref: malware,
    target_ref: person,
  };
  expect(titleAsHeld(nameOf(relation), 'xb/cyber', (end) => names.get(end))).toBe(
    'xb holds: “x: attributed-to”: Greylatch → identity 77aa0a2e…',
  );
});

test('what attributes by ends that are no ids is no fact either', () => {
  const relation = {
    type: 'relationship',
    relationship_type: 'attributed-to',
    source_ref: 'Greylatch',
    target_ref: 'X',
  };
  expect(titleAsHeld(nameOf(relation), 'xb/cyber', () => undefined)).toBe('xb holds: attributed-to: “Greylatch” → “X”');
});

test('a quoted name that is cut is closed: what follows it is the node’s again', () => {
  const name = `“${'xa holds: '.repeat(18)}”`;
  expect(titleWithNames(`uses: ${malware} → ${person}`, () => name)).toMatch(/^uses: “[^“”]{78}” → “[^“”]{78}”$/);
});

test('what attributes nothing, or is only a name, is told as it is', () => {
  for (const title of ['uses: Greylatch', 'attributed-to: nobody', 'Greylatch'])
    expect(titleAsHeld(title, 'xb', () => undefined)).toBe(title);
  expect(titleAsHeld(`uses: ${malware} → ${person}`, 'xb', (end) => names.get(end))).toMatch(/^uses: Greylatch → /);
});
