import { expect, test } from 'vitest';
import { refOf } from '#test/alliance.ts';
import type { Step } from './next-model.ts';
import type { Fact } from './thread-rules.ts';
import { foldTimeline, parentOf, stepsOfCase } from './timeline-rules.ts';

const time = (hours: number): Date => new Date(Date.UTC(2030, 4, 13, hours));
const fact = (ref: string, hours: number, change: Partial<Fact> = {}): Fact => ({
  ref,
  kind: 'incident.report',
  author: 'xa/cyber',
  officers: ['xa/cyber/o-1'],
  issuedAt: time(hours),
  arrivedAt: time(hours),
  sealedAt: time(hours),
  verdict: 'own',
  destroyed: false,
  case: null,
  about: [],
  replaces: null,
  to: null,
  ...change,
});
const [root, own, other, third] = [refOf('xa'), refOf('xa', 1), refOf('xb', 1), refOf('xa', 2)];
const thread = [
  fact(root, 6),
  // Sealed before, and come after.
  fact(other, 7, {
    author: 'xb/cyber',
    officers: ['xb/cyber/o-1'],
    verdict: 'accepted',
    case: root,
    arrivedAt: time(9),
    sealedAt: null,
  }),
  fact(own, 8, { replaces: root }),
  fact(third, 10, { case: root, about: [other] }),
];

test('a record stands beneath what it corrects, else what it is about, else the case', () => {
  const refs = new Set(thread.map(({ ref }) => ref));
  expect(thread.map((one) => parentOf(one, root, refs))).toEqual([null, root, root, other]);
  expect(parentOf(fact(third, 10, { about: [refOf('zz')] }), root, refs)).toBe(root);
});

test('own records stand where they were sealed, others’ where they came, each with what followed', () => {
  const events = foldTimeline(thread, [], new Map());
  expect(events.map(({ ref, what, at }) => [ref, what, at])).toEqual([
    [root, 'sealed', time(6)],
    [own, 'sealed', time(8)],
    [other, 'arrived', time(9)],
    [third, 'sealed', time(10)],
  ]);
  expect(events[0]?.followed).toEqual([other, own]);
  expect(events[2]).toMatchObject({ followed: [third], issuedAt: time(7) });
});

test('what others had to approve stands where it was sealed, not where it was written; what came back says when it was written', () => {
  const approved = fact(own, 8, { replaces: root, sealedAt: time(11), arrivedAt: time(11) });
  const cameBack = fact(third, 7, { case: root, sealedAt: null, arrivedAt: time(20) });
  const events = foldTimeline([fact(root, 6), approved, cameBack], [], new Map());
  expect(events.map(({ ref, what, at, issuedAt }) => [ref, what, at, issuedAt])).toEqual([
    [root, 'sealed', time(6), time(6)],
    [third, 'written', time(7), time(7)],
    [own, 'sealed', time(11), time(8)],
  ]);
});

test('a release of several records, its recall and each receipt are told once, with all that they name', () => {
  const [release, recall, receipt] = [refOf('xa', 7), refOf('xa', 8), refOf('xb', 7)];
  const control = [
    fact(release, 11, { kind: 'release', to: 'xb' }),
    fact(recall, 13, { kind: 'recall', to: 'xb' }),
    fact(receipt, 11, { kind: 'receipt', author: 'xb/node', officers: [], verdict: 'accepted', arrivedAt: time(12) }),
  ];
  const releases = [root, own].map((record) => ({
    record,
    ref: release,
    to: 'xb/fiu',
    at: time(11),
    recalledAt: time(13),
    recallRef: recall,
    receipts: [{ ref: receipt, status: 'delivered', at: time(12) }],
  }));
  const events = foldTimeline(thread, releases, new Map(control.map((one) => [one.ref, one])));
  expect(events.slice(4)).toMatchObject([
    { what: 'released', to: 'xb/fiu', of: [root, own], officers: ['xa/cyber/o-1'] },
    { what: 'confirmed', status: 'delivered', of: [root, own], at: time(12) },
    { what: 'recalled', to: 'xb/fiu', of: [root, own] },
  ]);
  expect(events).toHaveLength(7);
});

test('of a case’s steps those stand that have a clock, wait for a hand, or are what the case asks for', () => {
  const step = (change: Partial<Step>) => ({ act: 'answer', record: root, due: null, ...change }) as Step;
  const [clock, hand, asked] = [
    step({ due: time(3), record: own }),
    step({ act: 'approve', record: own }),
    step({ act: 'write' }),
  ];
  expect(stepsOfCase([step({}), clock, hand, asked, step({ act: 'write', record: own })], root)).toEqual([
    clock,
    hand,
    asked,
  ]);
});
