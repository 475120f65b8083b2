import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IMPERSONAL_TYPES, isPersonBearing, edgesOf } from './index.ts';

const id = (type: string, n = 1): string => `${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const relation = (source: unknown, target: unknown, type: unknown = 'uses') => ({
  type: 'relationship',
  id: id('relationship'),
  relationship_type: type,
  source_ref: source,
  target_ref: target,
  created_by_ref: id('identity', 9),
});
const told = (object: object): string[] =>
  edgesOf(object as Record<string, unknown>).map(({ source, relation: by, target }) => `${source} ${by} ${target}`);

test('a relationship refers from its source to its target, by its type', () => {
  expect(edgesOf(relation(id('malware'), id('tool')))).toEqual([
    { source: id('malware'), target: id('tool'), relation: 'uses', attributes: false },
  ]);
  const long = `${'\u200b'.repeat(200)}Attributed_To`;
  expect(edgesOf(relation(id('malware'), id('tool'), long))).toMatchObject([{ attributes: true }]);
});

test('what members of an object and of its extensions refer to is read once, its author and its markings are not', () => {
  const report = {
    type: 'report',
    id: id('report'),
    created_by_ref: id('identity'),
    x_maker_modified_by_ref: id('identity', 2),
    object_marking_refs: [id('marking-definition')],
    object_refs: [id('malware'), id('malware'), id('tool'), 7, 'malware--x'],
    x_seen_at_ref: id('location'),
    extensions: { 'archive-ext': { contains_refs: [id('file')] } },
    other: { deep_ref: id('url') },
  };
  expect(told(report)).toEqual([
    `${id('report')} object_refs ${id('malware')}`,
    `${id('report')} object_refs ${id('tool')}`,
    `${id('report')} x_seen_at_ref ${id('location')}`,
    `${id('report')} contains_refs ${id('file')}`,
  ]);
});

test('persons refer to nothing, and nothing refers to an account, an address or a message (SG-07)', () => {
  const person = { type: 'identity', id: id('identity'), identity_class: 'individual', x_knows_ref: id('malware') };
  expect(edgesOf(person)).toEqual([]);
  for (const type of ['user-account', 'email-addr', 'email-message', 'x-misp-object-person', 'x-misp-passport']) {
    expect(edgesOf(relation(id('malware'), id(type)))).toEqual([]);
    expect(edgesOf(relation(id(type), id('malware')))).toEqual([]);
    expect(edgesOf({ type: 'observed-data', id: id('observed-data'), object_refs: [id(type)] })).toEqual([]);
  }
});

test('what is no reference, or refers to itself, is none', () => {
  for (const object of [
    relation(id('malware'), id('malware')),
    relation('malware', id('tool')),
    relation(null, id('tool')),
    relation(id('malware'), id('tool'), ''),
    relation(id('malware'), id('tool'), 7),
    { type: 'report', object_refs: [id('malware')] },
    { type: 'report', id: id('report'), object_refs: id('malware'), extensions: [1, null] },
    relation(id('malware'), `${'x'.repeat(290)}${id('tool')}`),
  ])
    expect(edgesOf(object)).toEqual([]);
});

test('of one object 10,000 references are read, and no word for them is longer than 100 characters', () => {
  const many = Array.from({ length: 10_500 }, (_, n) => id('malware', n));
  expect(edgesOf({ type: 'report', id: id('report'), object_refs: many })).toHaveLength(10_000);
  expect(edgesOf(relation(id('malware'), id('tool'), 'x'.repeat(500)))[0]?.relation).toHaveLength(100);
});

test('no object of an impersonal type bears a person, whatever it says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...IMPERSONAL_TYPES), fc.dictionary(fc.string(), fc.jsonValue()), (type, members) => {
      const hidden = { 0: { type: 'email-addr', value: 'jdoe@example.org' } };
      expect(isPersonBearing({ ...members, identity_class: 'individual', objects: hidden, type })).toBe(false);
    }),
  );
  for (const type of ['identity', 'observed-data', 'threat-actor']) expect(IMPERSONAL_TYPES.has(type)).toBe(false);
});
