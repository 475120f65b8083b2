import { describe, expect, test } from 'vitest';
import { rolesWith } from '#features/officers/actions.ts';
import { kinds } from '#kinds.ts';
import { bareAlliance, refOf } from '#test/alliance.ts';
import type { Step } from './next-model.ts';
import { foldNext } from './next-rules.ts';
import type { Around, Fact, Subject } from './thread-rules.ts';

const [ref, later, last] = [refOf('xa'), refOf('xa', 1), refOf('xa', 2)];
const at = (text: string): Date => new Date(text);
const report: Fact = {
  ref,
  kind: 'incident.report',
  author: 'xa/cyber',
  officers: ['xa/cyber/o-1'],
  issuedAt: at('2030-05-13T06:00:00Z'),
  arrivedAt: at('2030-05-13T06:00:00Z'),
  sealedAt: at('2030-05-13T06:00:00Z'),
  verdict: 'own',
  destroyed: false,
  case: null,
  about: [],
  replaces: null,
  to: null,
};
const subjectOf = (change: Partial<Subject> = {}): Subject => ({
  record: report,
  thread: [change.record ?? report],
  isRead: true,
  isHeld: false,
  isFor: true,
  emergency: null,
  releases: [],
  possible: ['xb'],
  tasks: [],
  proposals: [],
  ...change,
});
const aroundOf = (change: Partial<Around> = {}): Around => ({
  alliance: bareAlliance(({ participants }) => {
    for (const one of participants)
      if (one.code === 'xb') one.calendar = { timeZone: 'Asia/Tokyo', weekend: [5], holidays: [] };
  }),
  kinds,
  self: 'xa',
  officer: { id: 'xa/cyber/o-1', role: 'case-officer', authority: 'xa/cyber' },
  rolesWith,
  now: at('2030-05-13T12:00:00Z'),
  ...change,
});
const next = (subject: Partial<Subject> = {}, around: Partial<Around> = {}): Step[] =>
  foldNext(subjectOf(subject), aroundOf(around));
const named = (steps: readonly Step[], name: string): Step | undefined =>
  steps.find(({ act, kind }) => act === name || kind === name);

describe('what its kind says may come of a record', () => {
  test('a report waits for its full notice, then for its final report, by the first version’s clock', () => {
    const first = next();
    expect(named(first, 'correct')).toMatchObject({
      clock: 'cii-full',
      due: at('2030-05-16T06:00:00Z'),
      state: 'open',
      who: ['xa/cyber'],
      notMine: null,
    });
    const version: Fact = { ...report, ref: later, replaces: ref, issuedAt: at('2030-05-15T06:00:00Z') };
    const second = next({ record: version, thread: [report, version] });
    expect(second.filter(({ act }) => act === 'correct').map(({ clock, state }) => [clock, state])).toEqual([
      ['cii-final', 'open'],
      ['cii-full', 'done'],
    ]);
    expect(named(next({ thread: [report, version] }), 'correct')).toBeUndefined();
  });

  test('what comes too late is told as late, and what nobody did as overdue, first of all', () => {
    const now = at('2030-07-01T00:00:00Z');
    const version: Fact = { ...report, ref: later, replaces: ref, issuedAt: at('2030-05-16T06:00:01Z') };
    const steps = next({ record: version, thread: [report, version] }, { now });
    expect(steps.map(({ clock, state }) => [clock, state])[0]).toEqual(['cii-final', 'overdue']);
    expect(steps.find(({ clock }) => clock === 'cii-full')).toMatchObject({
      state: 'late',
      done: [later],
      doneAt: version.issuedAt,
    });
  });

  test('each duty has one state: what ended the first clock is not told as done of the second', () => {
    const version: Fact = { ...report, ref: later, replaces: ref, issuedAt: at('2030-05-15T06:00:00Z') };
    const final: Fact = { ...report, ref: last, replaces: later, issuedAt: at('2030-05-20T06:00:00Z') };
    const now = at('2030-07-01T00:00:00Z');
    const told = (record: Fact, thread: Fact[]) =>
      next({ record, thread }, { now })
        .filter(({ clock }) => clock !== null)
        .map(({ clock, state, done }) => [clock, state, done]);
    expect(told(version, [report, version])).toEqual([
      ['cii-final', 'overdue', []],
      ['cii-full', 'done', [later]],
    ]);
    const both = told(final, [report, version, final]);
    expect(both).toContainEqual(['cii-full', 'done', [later]]);
    expect(both).toContainEqual(['cii-final', 'done', [last]]);
  });

  test('counts are anybody’s who has it, and those that came are named', () => {
    const given = [{ to: 'xb', at: at('2030-05-13T07:00:00Z'), recalledAt: null, receipts: [] }];
    const counted: Fact = { ...report, ref: refOf('xb'), kind: 'incident.count', author: 'xb/cyber', case: ref };
    const step = named(next({ thread: [report, counted], releases: given }), 'incident.count');
    expect(step).toMatchObject({ act: 'write', as: 'case', who: ['xa', 'xb'], done: [counted.ref], notMine: null });
  });

  test('what is written about a report continues its case, and what is about a record of a case continues that', () => {
    const cases = (steps: Step[]) => ['answer', 'incident.count', 'correct'].map((name) => named(steps, name)?.case);
    expect(cases(next())).toEqual([ref, ref, null]);
    const counted: Fact = { ...report, ref: later, kind: 'incident.count', case: ref };
    expect(cases(next({ record: counted, thread: [report, counted] }))).toEqual([ref, ref, ref]);
    expect(cases(next({ record: { ...report, kind: 'hypothesis.statement' } }))).toEqual([null, undefined, null]);
  });

  test('a kind that two approve names both, the one who writes first', () => {
    const step = named(next(), 'warning.issue');
    expect(step?.roles).toEqual(kinds.get('warning.issue')?.approval?.roles);
    expect(named(next({}, { officer: { ...aroundOf().officer, role: 'examiner' } }), 'warning.issue')).toMatchObject({
      notMine: 'role',
    });
  });

  test('an opinion is another authority’s, a withdrawal the author’s', () => {
    const record: Fact = { ...report, kind: 'hypothesis.statement' };
    expect(named(next({ record }), 'hypothesis.opinion')).toMatchObject({ notMine: 'authority' });
    expect(named(next({ record }), 'hypothesis.withdrawal')).toMatchObject({ who: ['xa/cyber'], notMine: null });
    const other = { officer: { id: 'xa/fiu/o-1', role: 'case-officer', authority: 'xa/fiu' } } as const;
    expect(named(next({ record }, other), 'hypothesis.opinion')).toMatchObject({ notMine: null });
    expect(named(next({ record }, other), 'hypothesis.withdrawal')).toMatchObject({ notMine: 'authority' });
  });

  test('a clock for who was asked begins when it came there, and passes over the days on which nobody works there', () => {
    const asks = { kind: 'leaf.opening', by: 'recipient', as: 'body', deadline: 'acknowledge-routine' } as const;
    const demanding = new Map([...kinds, ['leaf.demand', { ...kinds.get('leaf.demand')!, next: [asks] }]]);
    const [issuedAt, arrivedAt] = [at('2030-05-13T06:00:00Z'), at('2030-05-15T06:00:00Z')];
    const demand: Fact = { ...report, kind: 'leaf.demand', author: 'iop/desk', ref: refOf('iop'), issuedAt, arrivedAt };
    const here = next({ record: { ...demand, to: 'xa', verdict: 'accepted' } }, { kinds: demanding });
    // Wednesday: three working days on, with Saturday and Sunday between.
    expect(named(here, 'leaf.opening')).toMatchObject({
      who: ['xa'],
      since: arrivedAt,
      due: at('2030-05-20T06:00:00Z'),
    });
    // Of another, only when it was sealed is known; its Friday is free, its Sunday is not.
    const there = next(
      { record: { ...demand, issuedAt: arrivedAt, arrivedAt: issuedAt, to: 'xb' } },
      { kinds: demanding, self: 'iop' },
    );
    expect(named(there, 'leaf.opening')).toMatchObject({
      who: ['xb'],
      since: arrivedAt,
      due: at('2030-05-19T06:00:00Z'),
    });
  });

  test('every kind that is named as what comes next is a kind', () => {
    const rules = [...kinds.values()].flatMap(({ next: some = [] }) => some);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ kind }) => !kinds.has(kind))).toEqual([]);
    const agreed = bareAlliance().profile.deadlines?.map(({ code }) => code) ?? [];
    expect(rules.filter(({ deadline }) => deadline !== undefined && !agreed.includes(deadline))).toEqual([]);
  });
});

describe('what any record may meet', () => {
  test('what is another participant’s is neither corrected, released nor recalled here, and may be held', () => {
    const record: Fact = { ...report, ref: refOf('xb'), author: 'xb/cyber', verdict: 'accepted' };
    const steps = next({ record });
    for (const act of ['release', 'recall']) expect(named(steps, act)).toBeUndefined();
    expect(named(steps, 'correct')).toMatchObject({
      who: ['xb/cyber'],
      notMine: 'participant',
      timeZone: 'Asia/Tokyo',
    });
    expect(named(steps, 'hold')).toMatchObject({ notMine: null });
    expect(named(next({ record, isHeld: true, isRead: false }), 'lift-hold')).toMatchObject({ notMine: null });
    expect(named(next({ record, isRead: false }), 'hold')).toBeUndefined();
  });

  test('a record is released to who may have it and has not, and recalled from who has it', () => {
    const given = { to: 'xb', at: at('2030-05-13T07:00:00Z'), recalledAt: null, receipts: [] };
    expect(named(next(), 'recall')).toBeUndefined();
    const all = next({ releases: [given] });
    expect(named(all, 'release')).toBeUndefined();
    expect(named(all, 'recall')).toMatchObject({ who: ['xa'], notMine: null });
    const one = next({ releases: [{ ...given, to: 'xb/fiu' }], possible: ['xb', 'xb/fiu'] });
    expect(named(one, 'release')).toBeDefined();
  });

  test('a holder confirms what was taken back by its own calendar, and is late after that', () => {
    const back = { to: 'xb', at: at('2030-05-13T07:00:00Z'), recalledAt: at('2030-05-13T23:30:00Z') };
    const delivered = { ref: later, status: 'delivered', at: at('2030-05-13T07:00:05Z') };
    const waiting = named(next({ releases: [{ ...back, receipts: [delivered] }] }), 'receipt');
    // 30 days on the clocks of Tokyo: the same time of day there.
    expect(waiting).toMatchObject({
      who: ['xb'],
      due: at('2030-06-12T23:30:00Z'),
      timeZone: 'Asia/Tokyo',
      state: 'open',
      notMine: 'participant',
    });
    const destroyed = { ref: last, status: 'destroyed', at: at('2030-06-12T23:30:01Z') };
    const told = next({ releases: [{ ...back, receipts: [delivered, destroyed] }] });
    expect(named(told, 'receipt')).toMatchObject({ state: 'late', done: [last] });
    expect(
      named(next({ releases: [{ ...back, recalledAt: null, receipts: [delivered] }] }), 'receipt'),
    ).toBeUndefined();
    expect(named(next({ releases: [{ ...back, recalledAt: null, receipts: [] }] }), 'receipt')).toMatchObject({
      due: null,
    });
  });

  test('an emergency act waits for another officer of the second role, until it lapses', () => {
    const until = '2030-05-14T06:00:00.000Z';
    const record: Fact = { ...report, kind: 'warning.issue' };
    const subject = { record, emergency: { state: 'in-force', until, confirmation: null } } as const;
    expect(named(next(subject), 'confirm')).toMatchObject({ due: at(until), notMine: 'officer' });
    const second = { officer: { id: 'xa/cyber/o-6', role: 'approver', authority: 'xa/cyber' } } as const;
    expect(named(next(subject, second), 'confirm')).toMatchObject({ kind: 'approval.confirmation', notMine: null });
    const lapsed = { ...subject, emergency: { ...subject.emergency, state: 'lapsed' } } as const;
    expect(named(next(lapsed, second), 'confirm')).toBeUndefined();
  });

  test('nobody is told to act on what is not for him to read', () => {
    const steps = next({ isFor: false, isRead: false });
    expect(steps.filter((one) => one.notMine === null)).toEqual([]);
    expect(named(steps, 'correct')).toMatchObject({ notMine: 'assignment' });
    const auditor = { ...aroundOf().officer, role: 'auditor' } as const;
    expect(named(next({ isFor: false }, { officer: auditor }), 'correct')).toMatchObject({ notMine: 'role' });
  });

  test('what has no effect here has nothing next', () => {
    for (const verdict of ['waiting', 'quarantined'] as const)
      expect(next({ record: { ...report, verdict } })).toEqual([]);
    expect(next({ record: { ...report, kind: 'no.kind' } })).toEqual([]);
  });

  test('an ended authority’s record is corrected by the one that stands in its place', () => {
    const authorities = [{ code: 'xa/cyber', to: '2030-05-01', successor: 'xa/police' }, { code: 'xa/police' }];
    const alliance = {
      ...bareAlliance(),
      directories: new Map([['xa', { directory: { authorities } }]]),
    } as unknown as Around['alliance'];
    expect(named(next({}, { alliance }), 'correct')).toMatchObject({ who: ['xa/police'], notMine: 'authority' });
  });
});
