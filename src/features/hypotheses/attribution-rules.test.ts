import { tlpMarking, validateBundle } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { expect, test } from 'vitest';
import { refOf } from '#test/alliance.ts';
import { toAttributionNote } from './attribution-rules.ts';
import type { Attributing, Standing } from './attribution-rules.ts';

const malware = 'malware--00000000-0000-4000-8000-000000000001';
const set = 'intrusion-set--00000000-0000-4000-8000-000000000002';
const here = { alliance: 'mca#1', code: 'xb' };
const relationship: StixValue = {
  type: 'relationship',
  spec_version: '2.1',
  id: 'relationship--00000000-0000-4000-8000-000000000003',
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  relationship_type: 'attributed-to',
  source_ref: malware,
  target_ref: set,
};
const record = {
  ref: refOf('xa', 1),
  author: 'xa/cyber',
  at: '2030-05-13T06:00:00.000Z',
  marking: { tlp: 'AMBER', base: 'unclassified' },
};
const notesOf = (value: StixValue, standing: Standing = 'unassessed', others: Partial<Attributing> = {}) =>
  toAttributionNote({ ...record, value, ...others }, standing, here).filter(({ type }) => type === 'note');

test('an attribution leaves with a note that says whose hypothesis it is, how sure its author is, and that nobody assessed it (SG-26)', () => {
  const made = toAttributionNote(
    { ...record, value: { ...relationship, confidence: 70, created_by_ref: set } },
    'unassessed',
    here,
  );
  const bundle = { type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000009', objects: made };
  expect(validateBundle(Buffer.from(JSON.stringify(bundle))).errors).toEqual([]);
  const author = made.find(({ name }) => name === 'xa/cyber');
  expect(made.find(({ type }) => type === 'note')).toMatchObject({
    created_by_ref: author?.id,
    authors: ['xa/cyber'],
    confidence: 70,
    labels: ['attribution', 'unassessed'],
    object_refs: [relationship.id],
    object_marking_refs: [tlpMarking('AMBER').id],
    content: [
      `A hypothesis of xa/cyber, not a fact. Made by ${set}, handed on by xa/cyber. Confidence: Likely/Probable (70 of 100).`,
      `${malware} attributed-to ${set}`,
      'Unassessed: no authority holds anything about it at xb.',
    ].join('\n'),
  });
});

test('what attributes nothing gets no note, and an attribution in a member gets one as a relationship does', () => {
  expect(notesOf({ ...relationship, relationship_type: 'uses' })).toEqual([]);
  const [note] = notesOf({ type: 'malware', id: malware, attributed_to_ref: set });
  expect(note).toMatchObject({ object_refs: [malware], content: expect.stringContaining('No confidence is stated.') });
  expect(note?.content).toContain(`${malware} attributed_to_ref ${set}`);
});

test('the note is marked as narrowly as record and object are, and says what the record says besides TLP', () => {
  const red = { ...relationship, object_marking_refs: [tlpMarking('RED').id] };
  expect(notesOf(red)).toMatchObject([{ object_marking_refs: [tlpMarking('RED').id] }]);
  const marking = { tlp: 'AMBER', base: 'confidential', pap: 'RED' };
  const green = { ...relationship, object_marking_refs: [tlpMarking('GREEN').id] };
  const [note] = notesOf(green, 'unassessed', { marking });
  expect(note?.object_marking_refs).toEqual([tlpMarking('AMBER').id, expect.any(String), expect.any(String)]);
});

test('two exports make the same note, and another one where another thing is said of the same record', () => {
  const idOf = (standing: Standing, code = 'xb') =>
    toAttributionNote({ ...record, value: relationship }, standing, { ...here, code }).find(
      ({ type }) => type === 'note',
    )?.id;
  expect(idOf('unassessed')).toBe(idOf('unassessed'));
  const ids = [idOf('unassessed'), idOf('assessed'), idOf('untold'), idOf('unassessed', 'xc')];
  expect(new Set(ids).size).toBe(4);
});

test('what its author took back is marked as taken back', () => {
  expect(notesOf({ ...relationship, revoked: true })).toMatchObject([{ revoked: true }]);
});
