import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listChanges } from './diff-rules.ts';

const base = {
  format: 'tamga-directory/1',
  number: 1,
  issuedAt: '2030-05-13T06:00:00.000Z',
  addresses: ['https://a.example', 'https://b.example'],
  authorities: [{ code: 'xa/cyber', name: 'Cyber' }],
  keys: [{ kid: 'xa/k1', use: 'log', from: { log: 1, index: 0 } }],
  disowned: [{ kid: 'xa/k1', from: 1 }],
};
const changesOf = (after: object): string[] =>
  listChanges(base, { ...base, number: 2, previous: 'x', issuedAt: '2030-05-14T06:00:00.000Z', ...after }).map(
    ({ path, before, after: now }) => `${path.join('.')}: ${before ?? '-'} > ${now ?? '-'}`,
  );

test('a version that says nothing else has no changes: number, predecessor and time are its own', () => {
  expect(changesOf({})).toEqual([]);
});

test('a change is told at the entry that bears the name, member by member', () => {
  expect(changesOf({ authorities: [{ code: 'xa/cyber', name: 'CSIRT', to: '2030-06-01' }] })).toEqual([
    'authorities.xa/cyber.name: Cyber > CSIRT',
    'authorities.xa/cyber.to: - > 2030-06-01',
  ]);
  const keys = [
    { ...base.keys[0], to: { log: 1, index: 9 } },
    { kid: 'xa/k2', use: 'log' },
  ];
  expect(changesOf({ keys })).toEqual(['keys.xa/k1.to: - > log 1, index 9', 'keys.xa/k2: - > kid xa/k2, use log']);
});

test('what goes and what comes is told apart, and another order too', () => {
  expect(changesOf({ addresses: ['https://b.example', 'https://c.example'] })).toEqual([
    'addresses: https://a.example > -',
    'addresses: - > https://c.example',
  ]);
  expect(changesOf({ addresses: base.addresses.toReversed() })).toEqual([
    'addresses: https://a.example, https://b.example > https://b.example, https://a.example',
  ]);
  expect(changesOf({ disowned: [...base.disowned, { kid: 'xa/k1', from: 5 }] })).toEqual([
    'disowned: - > kid xa/k1, from 5',
  ]);
});

test('two entries change places: that is a change', () => {
  const two = { list: [{ code: 'a' }, { code: 'b' }] };
  expect(listChanges(two, { list: two.list.toReversed() })).toEqual([
    { path: ['list'], before: 'a, b', after: 'b, a' },
  ]);
});

test('a member that is called as what every object inherits comes and goes like any other', () => {
  const change = { path: ['x', 'valueOf'], before: null, after: 'false' };
  expect(listChanges({ x: {} }, { x: { valueOf: false } })).toEqual([change]);
});

test('whatever two documents hold: no changes where they are the same text, at least one where they are not', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const member = fc.constantFrom('code', 'list', 'x', 'y');
  fc.assert(
    fc.property(fc.dictionary(member, value), fc.dictionary(member, value), (before, after) => {
      const [a, b] = [before, after].map((one) => JSON.parse(JSON.stringify({ x: 0, y: 0, list: 0, code: 0, ...one })));
      expect(listChanges(a as object, b as object).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
