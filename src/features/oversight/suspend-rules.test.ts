import { expect, test } from 'vitest';
import { suspendRequestSchema, suspensionSchema } from './model.ts';
import { judgeNamed } from './rules.ts';

const known = ['incident.count', 'warning.issue', 'incident.report', 'recall', 'gate.block', 'oversight.lift'];

test('a kind that this node does not know is refused by name, with those that it knows, the likeliest first', () => {
  expect(judgeNamed(['incident.report', 'warning.issue'], known)).toEqual({ ok: true });
  expect(judgeNamed(['warning.issue', 'incident.reports'], known)).toEqual({
    ok: false,
    code: 'kind-unknown',
    why: 'this node knows no kind incident.reports; it knows incident.count, incident.report, warning.issue',
  });
  expect(judgeNamed(['nonsense.issue'], known)).toMatchObject({
    why: expect.stringContaining('it knows warning.issue,'),
  });
});

test('what the exchange is made of is no kind to name, although the node knows it', () => {
  for (const kind of ['recall', 'gate.block', 'oversight.lift'])
    expect(judgeNamed([kind], known)).toMatchObject({ ok: false, code: 'kind-unknown' });
});

test('a suspension that arrives may name a kind that only a newer node knows', () => {
  const until = '2030-06-01T00:00:00.000Z';
  expect(suspensionSchema.parse({ kinds: ['nonsense.kind'], until, reason: 'a reason' }).kinds).toEqual([
    'nonsense.kind',
  ]);
});

const defending = ['officer.dismiss', 'officer.appoint', 'assignment.end', 'approval.confirmation', 'case.refer'];
test('what a participant defends itself by is no kind to name, but where it was suspended by a program of before, to lift it', () => {
  const until = '2030-06-01T00:00:00.000Z';
  for (const kind of defending) {
    expect(judgeNamed([kind], [...known, ...defending])).toMatchObject({ code: 'kind-unknown' });
    expect(judgeNamed([kind], known, [kind])).toEqual({ ok: true });
    expect(suspendRequestSchema.safeParse({ kinds: [kind], until, reason: 'a reason' }).success).toBe(false);
    expect(suspensionSchema.safeParse({ kinds: [kind], until, reason: 'a reason' }).success).toBe(true);
  }
});
