import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseSaid } from './export-rules.ts';
import type { Takeable } from './export-rules.ts';
import { hypothesisKinds } from './model.ts';

const record = (ref: string, kind: Takeable['kind'], about: string[], change: Partial<Takeable> = {}): Takeable => ({
  ref,
  kind,
  about,
  replaces: null,
  isAgainst: kind === 'hypothesis.evidence',
  blocked: null,
  ...change,
});
const red = (ref: string) => ({ blocked: { ref, code: 'tlp', why: 'RED' } });
const taken = (...records: Takeable[]): string[] => [...chooseSaid(records).taken];
const codes = (...records: Takeable[]): string[] =>
  chooseSaid(records).refused.map(({ ref, code }) => `${ref} ${code}`);

const h1 = record('h1', 'hypothesis.statement', ['object']);
const h2 = record('h2', 'hypothesis.statement', ['object']);
const joint = record('joint', 'hypothesis.assessment', ['h1', 'h2']);

test('what may all be taken out is taken out whole', () => {
  const all = [
    h1,
    h2,
    joint,
    record('e', 'hypothesis.evidence', ['h1']),
    record('o', 'hypothesis.opinion', ['object']),
  ];
  expect(taken(...all)).toEqual(['h1', 'h2', 'joint', 'e', 'o']);
  expect(codes(...all)).toEqual([]);
});

test('where a finding against it may not go, the hypothesis does not go, nor what is only about it: SG-26', () => {
  const against = record('e', 'hypothesis.evidence', ['h1'], red('e'));
  const opinion = record('o', 'hypothesis.opinion', ['h1']);
  expect(taken(h1, h2, joint, against, opinion)).toEqual(['h2', 'joint']);
  expect(codes(h1, h2, joint, against, opinion)).toEqual(['e tlp', 'h1 SG-26']);
});

test('where a finding for it or an opinion may not go, that alone stays', () => {
  const support = record('e', 'hypothesis.evidence', ['h1'], { ...red('e'), isAgainst: false });
  expect(taken(h1, support)).toEqual(['h1']);
  expect(taken(h1, record('o', 'hypothesis.opinion', ['h1'], red('o')))).toEqual(['h1']);
});

test('where a dissent or a withdrawal may not go, neither does what it is about', () => {
  expect(taken(h1, h2, joint, record('d', 'hypothesis.dissent', ['joint'], red('d')))).toEqual(['h1', 'h2']);
  expect(taken(h1, h2, record('w', 'hypothesis.withdrawal', ['h1'], red('w')))).toEqual(['h2']);
});

test('what was given for another purpose refuses nothing: it stays, with all about the object where it speaks against (SG-11, SG-26)', () => {
  const given = (ref: string) => ({ blocked: { ref, code: 'SG-11', why: 'another purpose' } });
  const told = (...records: Takeable[]) => {
    const { taken: go, refused, stays } = chooseSaid(records);
    return { go: [...go], refused, stays: stays.map(({ ref, code }) => `${ref} ${code}`) };
  };
  const support = record('e', 'hypothesis.evidence', ['h1'], { ...given('e'), isAgainst: false });
  const opinion = record('o', 'hypothesis.opinion', ['e']);
  expect(told(h1, h2, support, opinion)).toEqual({ go: ['h1', 'h2'], refused: [], stays: ['e SG-11', 'o SG-26'] });
  const against = record('e', 'hypothesis.evidence', ['h1'], given('e'));
  expect(told(h1, h2, against)).toEqual({ go: [], refused: [], stays: ['h1 SG-26', 'h2 SG-26', 'e SG-11'] });
  expect(told({ ...h1, ...given('h1') }, h2)).toEqual({ go: [], refused: [], stays: ['h1 SG-11', 'h2 SG-26'] });
  const withRed = told(h1, h2, support, record('x', 'hypothesis.evidence', ['h2'], red('x')));
  expect([withRed.refused.map(({ ref, code }) => `${ref} ${code}`), withRed.stays]).toEqual([
    ['e SG-11', 'x tlp', 'h2 SG-26'],
    [],
  ]);
});

test('a version that may not go holds back all versions, and so does a finding against any of them', () => {
  const later = record('h1b', 'hypothesis.statement', ['object'], { replaces: 'h1' });
  expect(taken(h1, { ...later, ...red('h1b') })).toEqual([]);
  expect(taken({ ...h1, ...red('h1') }, later)).toEqual([]);
  expect(taken(h1, later, record('e', 'hypothesis.evidence', ['h1'], red('e')))).toEqual([]);
});

test('whatever is said about what, nothing goes without what speaks against it, and what is held back has a reason', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'object'];
  const any = fc.record({
    kind: fc.constantFrom(...hypothesisKinds),
    about: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
    replaces: fc.option(fc.constantFrom(...names)),
    isAgainst: fc.boolean(),
    isBlocked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (given) => {
      const records = given.map(({ isBlocked, ...one }, n): Takeable => {
        const ref = names[n] ?? '';
        return { ...one, ref, blocked: isBlocked ? { ref, code: 'tlp', why: 'x' } : null };
      });
      const { taken: went, refused } = chooseSaid(records);
      for (const one of records) {
        if (one.blocked) expect(went.has(one.ref)).toBe(false);
        const isSaidAgainst = one.kind === 'hypothesis.evidence' ? one.isAgainst : /dissent|withdrawal/.test(one.kind);
        if (isSaidAgainst && !went.has(one.ref)) for (const subject of one.about) expect(went.has(subject)).toBe(false);
      }
      if (refused.length === 0) expect(went.size).toBe(records.length);
    }),
  );
});
