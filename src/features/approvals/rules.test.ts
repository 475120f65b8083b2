import { expect, test } from 'vitest';
import { goodEnvelope, refOf } from '#test/alliance.ts';
import type { Act, Appointment, Approval, ApprovalRule } from './model.ts';
import { foldEmergency, isEmergency, judgeApprovals, judgeFounding } from './rules.ts';
import type { Approved } from './rules.ts';

const rule: ApprovalRule = { roles: [['case-officer'], ['approver', 'legal-reviewer']] };

const appointed = (n: number, change: Partial<Appointment> = {}): Appointment => ({
  ref: refOf('xa', n),
  officer: `xa/cyber/o-${n}`,
  role: n === 1 ? 'case-officer' : 'approver',
  rpId: 'node.xa.mca.example',
  credential: `credential-${n}`,
  key: `key-${n}`,
  isAttested: true,
  isSoftware: false,
  since: '2030-05-01T00:00:00.000Z',
  until: null,
  endedAt: null,
  ...change,
});

const approvalOf = (
  { ref, officer, rpId, credential, key }: Appointment,
  change: Partial<Approval> = {},
): Approval => ({
  officer,
  appointment: ref,
  rpId,
  credential,
  key,
  authenticatorData: '',
  clientData: '',
  signature: '',
  ...change,
});

const [author, second] = [appointed(1), appointed(2)];
const good: Approved = {
  envelope: goodEnvelope(),
  approvals: [approvalOf(author), approvalOf(second)],
  rule,
  known: [author, second],
  isDemo: false,
  isEnvelopeAlone: false,
};
const codeOf = (change: Partial<Approved>): string => {
  const verdict = judgeApprovals({ ...good, ...change });
  return verdict.ok ? 'ok' : verdict.code;
};
const withSecond = (change: Partial<Appointment>): Partial<Approved> => ({
  known: [author, appointed(2, change)],
  approvals: [approvalOf(author), approvalOf(appointed(2, change))],
});

test('two officers in the roles that the kind asks for approve', () => expect(codeOf({})).toBe('ok'));

test.each<[string, Partial<Approved>, string]>([
  ['an approval of what nobody has to approve', { rule: undefined }, 'approvals'],
  ['nobody', { approvals: [] }, 'approval-missing'],
  ['the author alone', { approvals: [approvalOf(author)] }, 'approval-missing'],
  ['a third person', { approvals: [...good.approvals, approvalOf(appointed(3))] }, 'approval-missing'],
  ['the author second', { approvals: good.approvals.toReversed() }, 'approval-author'],
  ['one person twice', { approvals: [approvalOf(author), approvalOf(author)] }, 'approval-twice'],
  [
    'one passkey under two names',
    { approvals: [approvalOf(author), approvalOf(second, { key: author.key })] },
    'approval-twice',
  ],
  [
    'an officer of another authority',
    { approvals: [approvalOf(author), approvalOf(second, { officer: 'xb/cyber/o-2' })] },
    'approval-role',
  ],
  [
    'an officer of an authority of a like name',
    { approvals: [approvalOf(author), approvalOf(second, { officer: 'xa/cyber2/o-2' })] },
    'approval-role',
  ],
  ['the wrong role', withSecond({ role: 'case-officer' }), 'approval-role'],
  [
    'a passkey that no appointment names',
    { approvals: [approvalOf(author), approvalOf(second, { credential: 'other' })] },
    'approval-unknown',
  ],
  [
    'a key that no appointment names',
    { approvals: [approvalOf(author), approvalOf(second, { key: 'other' })] },
    'approval-unknown',
  ],
  ['another site', { approvals: [approvalOf(author), approvalOf(second, { rpId: 'example' })] }, 'approval-unknown'],
  [
    'another appointment',
    { approvals: [approvalOf(author), approvalOf(second, { appointment: refOf('xa', 9) })] },
    'approval-unknown',
  ],
  ['somebody appointed later', withSecond({ since: '2030-05-13T06:00:00.001Z' }), 'approval-ended'],
  ['somebody dismissed before', withSecond({ endedAt: '2030-05-13T06:00:00.000Z' }), 'approval-ended'],
  ['an appointment whose last day is over', withSecond({ until: '2030-05-12' }), 'approval-ended'],
  ['a program’s authenticator', withSecond({ isSoftware: true }), 'approval-software'],
])('%s is refused', (_, change, code) => expect(codeOf(change)).toBe(code));

test('a program’s authenticator counts in a demonstration alone', () =>
  expect(codeOf({ ...withSecond({ isSoftware: true }), isDemo: true })).toBe('ok'));

test('who was dismissed afterwards has approved all the same', () =>
  expect(codeOf(withSecond({ endedAt: '2030-05-13T06:00:00.001Z', until: '2030-05-13' }))).toBe('ok'));

test('of an envelope alone the persons are counted, and who they are is not known', () => {
  expect(codeOf({ isEnvelopeAlone: true, known: [] })).toBe('ok');
  expect(codeOf({ isEnvelopeAlone: true, known: [], approvals: [approvalOf(author)] })).toBe('approval-missing');
});

const measure: ApprovalRule = { ...rule, measure: true };
test('a measure takes passkeys that are attested and a day old', () => {
  const old = { since: '2030-05-12T06:00:00.000Z' };
  const both = (change: Partial<Appointment>): Partial<Approved> => {
    const known = [appointed(1, old), appointed(2, { ...old, ...change })];
    return { rule: measure, known, approvals: known.map((one) => approvalOf(one)) };
  };
  expect(codeOf(both({}))).toBe('ok');
  expect(codeOf(both({ isAttested: false }))).toBe('approval-unattested');
  expect(codeOf(both({ since: '2030-05-12T06:00:00.001Z' }))).toBe('approval-young');
});

test('one person acts alone only where the kind allows an emergency', () => {
  const alone = [approvalOf(author)];
  expect(codeOf({ approvals: alone, rule: { ...rule, emergency: true } })).toBe('ok');
  expect(isEmergency(alone, { ...rule, emergency: true })).toBe(true);
  expect(isEmergency(alone, rule)).toBe(false);
  expect(isEmergency(good.approvals, { ...rule, emergency: true })).toBe(false);
});

test('an authority appoints its first officers once under each of its keys', () => {
  const envelope = goodEnvelope({ kind: 'officer.appoint' });
  const own = [1, 2].map((n) => approvalOf(appointed(n, { ref: envelope.ref })));
  const judge = (founded: [string, string][], approvals = own): string => {
    const verdict = judgeFounding(envelope, 'xa/key-a', approvals, { founded: new Map(founded) });
    return verdict.ok ? 'ok' : verdict.code;
  };
  expect(judge([])).toBe('ok');
  expect(judge([['xa/cyber xa/key-a', envelope.ref]])).toBe('ok');
  expect(judge([['xa/cyber xa/key-a', refOf('xa', 7)]])).toBe('founded');
  expect(judge([['xa/cyber xa/key-b', refOf('xa', 7)]])).toBe('ok');
  expect(judge([], [own[0]!, approvalOf(appointed(2, { ref: refOf('xa', 7) }))])).toBe('founded');
});

const act: Act = {
  ref: refOf('xa'),
  author: 'xa/cyber',
  officers: ['xa/cyber/o-1'],
  issuedAt: '2030-05-13T06:00:00.000Z',
};
const confirming = (change: Partial<Act> = {}): Act => ({
  ref: refOf('xa', 2),
  author: 'xa/cyber',
  officers: ['xa/cyber/o-2'],
  issuedAt: '2030-05-13T07:00:00.000Z',
  ...change,
});
const stateAt = (now: string, ...confirmations: Act[]): string =>
  foldEmergency(act, confirmations, new Date(now)).state;
const [within, lastMoment, after] = [
  '2030-05-13T08:00:00.000Z',
  '2030-05-14T05:59:59.999Z',
  '2030-05-14T06:00:00.000Z',
];

test('what one person put into force stands for 24 hours to the millisecond, and for good once it is confirmed', () => {
  expect([within, lastMoment, after].map((now) => stateAt(now))).toEqual(['in-force', 'in-force', 'lapsed']);
  expect(stateAt(within, confirming())).toBe('confirmed');
  expect(foldEmergency(act, [confirming()], new Date(after))).toEqual({
    state: 'confirmed',
    until: after,
    confirmation: refOf('xa', 2),
  });
});

test.each<[string, Partial<Act>]>([
  ['the same officer', { officers: act.officers }],
  ['another authority', { author: 'xa/police' }],
  ['the first moment after', { issuedAt: after }],
  ['what was issued before the act', { issuedAt: '2030-05-13T05:59:59.999Z' }],
])('%s confirms nothing', (_, change) => {
  expect(stateAt(after, confirming(change))).toBe('lapsed');
  expect(stateAt(after, confirming(change), confirming())).toBe('confirmed');
});

test('who approved what is confirmed does not confirm it: neither as officer nor by the same passkey', () => {
  const alone: ApprovalRule = { roles: [['approver']] };
  const envelope = goodEnvelope({ officers: [second.officer] });
  const one = { envelope, rule: alone, approvals: [approvalOf(second)] };
  expect(codeOf({ ...one, earlier: [approvalOf(author)] })).toBe('ok');
  expect(codeOf({ ...one, earlier: [approvalOf(second)] })).toBe('approval-twice');
  expect(codeOf({ ...one, earlier: [approvalOf(author, { key: second.key })] })).toBe('approval-twice');
});
