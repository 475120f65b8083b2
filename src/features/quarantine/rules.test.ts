import { expect, test } from 'vitest';
import { judgeDecision, judgePersons, limitsOf, mostPersons } from './rules.ts';

const none = { day: 0, month: 0 };
const code = (...asked: Parameters<typeof judgePersons>): string => {
  const verdict = judgePersons(...asked);
  return verdict.ok ? 'taken' : verdict.code;
};

test('as many persons as the limit says are taken, and not one more, at once or in pieces', () => {
  expect(code(25, none, mostPersons)).toBe('taken');
  expect(code(26, none, mostPersons)).toBe('SG-13');
  expect(code(1, { day: 24, month: 24 }, mostPersons)).toBe('taken');
  expect(code(1, { day: 25, month: 25 }, mostPersons)).toBe('SG-13');
  expect(code(1, { day: 0, month: 99 }, mostPersons)).toBe('taken');
  expect(code(1, { day: 0, month: 100 }, mostPersons)).toBe('SG-13');
  expect(code(0, { day: 999, month: 999 }, mostPersons)).toBe('taken');
});

test('a profile tightens the limits and never loosens them', () => {
  expect(limitsOf({})).toEqual({ perDay: 25, perMonth: 100 });
  expect(limitsOf({ persons: { perDay: 3, perMonth: 5_000 } })).toEqual({ perDay: 3, perMonth: 100 });
  expect(limitsOf({ persons: { perDay: 5_000, perMonth: 0 } })).toEqual({ perDay: 25, perMonth: 0 });
});

test('who imported a bulk gives it up alone, and lets it in only with another', () => {
  const bulk = { gate: 'draft', officer: 'xa/cyber/o-1' } as const;
  const others = ['xa/cyber/o-2', 'xa/cyber/o-4'];
  expect(judgeDecision(bulk, 'released', 'xa/cyber/o-1', others)).toMatchObject({
    code: 'other-officer',
    why: expect.stringMatching(/another officer \(xa\/cyber\/o-2, xa\/cyber\/o-4\).*`tamga quarantine-release`/),
  });
  expect(judgeDecision(bulk, 'released', 'xa/cyber/o-1', [])).toMatchObject({
    why: expect.stringMatching('none here'),
  });
  expect(judgeDecision(bulk, 'released', 'xa/cyber/o-2', others).ok).toBe(true);
  expect(judgeDecision(bulk, 'discarded', 'xa/cyber/o-1', others).ok).toBe(true);
  expect(judgeDecision({ gate: 'arrival', officer: null }, 'released', 'xa/cyber/o-1', others).ok).toBe(true);
});
