import { expect, test } from 'vitest';
import { guardOf } from '#features/records/actions.ts';
import { bareAlliance, goodEnvelope, knownTo, refOf } from '#test/alliance.ts';
import type { Assignment } from './model.ts';
import { judgeEnd, judgeGive } from './rules.ts';

const alliance = bareAlliance();
const purpose = alliance.profile.purposes[0]!.code;
const issuedAt = '2030-05-13T06:00:00.000Z';
const envelope = goodEnvelope({ kind: 'assignment.give', author: 'xb/cyber', officers: ['xb/cyber/o-6'], issuedAt });
const good: Assignment = {
  officers: ['xb/cyber/o-1'],
  covers: 'desk',
  purpose,
  since: issuedAt,
  until: '2030-06-14T00:00:00.000Z',
  reason: 'duty',
};
const codeOf = (change: Partial<Assignment>): string => {
  const verdict = judgeGive(envelope, { ...good, ...change }, knownTo('xb', [], alliance));
  return verdict.ok ? 'ok' : verdict.code;
};

test('another officer of the authority is assigned, for a purpose of the profile, until a day', () => {
  expect(codeOf({})).toBe('ok');
});

test('nobody is assigned by himself', () => {
  expect(codeOf({ officers: ['xb/cyber/o-1', 'xb/cyber/o-6'] })).toBe('assignment-self');
});

test.each<[string, Partial<Assignment>]>([
  ['an officer of another authority', { officers: ['xb/fiu/o-1'] }],
  ['a purpose that the profile has not', { purpose: 'curiosity' }],
  ['a desk that is a record', { subject: refOf('xb') }],
  ['a case that is not named', { covers: 'case' }],
  ['a case that is not here', { covers: 'case', subject: refOf('xb') }],
  ['one that reaches back', { since: '2030-05-12T06:00:00.000Z' }],
  ['one that ends before it begins', { until: issuedAt }],
  ['one without an end in sight', { until: '2031-06-14T00:00:00.000Z' }],
])('%s is refused: assignment', (_, change) => {
  expect(codeOf(change)).toBe('assignment');
});

test('only an assignment of the authority is ended by it', () => {
  const body = { assignment: refOf('xb'), officers: ['xb/cyber/o-1'], reason: 'moved' };
  expect(judgeEnd(envelope, body, knownTo('xb', [], alliance)).ok).toBe(false);
});

test('what is confidential, TLP:RED or of a confidential kind is guarded by its purpose; what the exchange is made of is not', () => {
  const { profile } = alliance;
  const of = (tlp: string, base: string, kind: object = {}) =>
    guardOf({ marking: { tlp, base }, purpose }, kind as Parameters<typeof guardOf>[1], profile);
  expect([of('GREEN', 'unclassified'), of('RED', 'unclassified'), of('GREEN', 'confidential')]).toEqual([
    null,
    purpose,
    purpose,
  ]);
  expect(of('GREEN', 'unclassified', { confidential: true })).toBe(purpose);
  expect([of('RED', 'confidential', { control: true }), of('RED', 'confidential', { account: true })]).toEqual([
    null,
    null,
  ]);
  expect(guardOf({ marking: { tlp: 'RED', base: 'unclassified' }, purpose: 'curiosity' }, undefined, profile)).toBe('');
});
