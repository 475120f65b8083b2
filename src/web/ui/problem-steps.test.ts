import { expect, test } from 'vitest';
import en from '../i18n/en.json' with { type: 'json' };
import { stepOf, steps } from './problem-steps.ts';

test('every problem says what to do next, whatever its code and status', () => {
  const said: Readonly<Record<string, string>> = en;
  for (const step of steps) expect(said[`ui.problem.${step}`], step).toMatch(/\.$/);
  for (const status of [0, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 502, 503, 507])
    expect(steps, String(status)).toContain(stepOf({ code: 'never-heard-of', status }));
});

test('where the code knows better than the status, the code decides', () => {
  expect(stepOf({ code: 'authority-ended', status: 403 })).toBe('administrator');
  expect(stepOf({ code: 'passkey-unknown', status: 401 }), 'signing in again changes nothing').toBe('appointed');
  expect(stepOf({ code: 'forbidden', status: 403 })).toBe('askRole');
  expect(stepOf({ code: 'SG-28', status: 422 })).toBe('rule');
  const advised = ['emergency-again', 'approval-twice', 'assignment-self'].map((code) => stepOf({ code, status: 422 }));
  expect(advised).toEqual(['confirmEarlier', 'otherSigns', 'otherAssigns']);
  expect(stepOf({ code: 'bug', status: 500 })).toBe('administrator');
});
