import { expect, test } from 'vitest';
import { goodEnvelope, knownRecord, knownTo, refOf } from '#test/alliance.ts';
import { translationSchema } from './model.ts';
import { judgeTranslation } from './rules.ts';

const original = knownRecord();
const body = {
  of: { ref: original.ref, digest: original.digest.toString('base64url') },
  status: 'human' as const,
  texts: [{ path: '/title', text: 'Отказ узлов' }],
};
const envelope = goodEnvelope({ ref: refOf('xa', 2), kind: 'record.translation', about: [original.ref], lang: 'ru' });
const judged = (change: object, of: Partial<typeof original> = {}, self = 'xa', kinds = true) =>
  judgeTranslation(
    { envelope: { ...envelope, ...change }, body },
    knownTo(self, [{ ...original, ...of }]),
    () => kinds,
  );
const codeOf = (verdict: ReturnType<typeof judged>) => (verdict.ok ? null : verdict.code);

test('a translation is about one record, in a language, under that record’s very label and digest', () => {
  expect(codeOf(judged({}))).toBeNull();
  expect(codeOf(judged({ about: [original.ref, refOf('xa', 3)] }))).toBe('about');
  expect(codeOf(judged({ about: [refOf('xa', 3)] }))).toBe('about');
  expect(codeOf(judged({ ref: original.ref })), 'of itself').toBe('about');
  expect(codeOf(judged({ lang: undefined }))).toBe('lang');
  expect(codeOf(judged({}, { digest: Buffer.alloc(32, 1) }))).toBe('digest');
  for (const tlp of ['GREEN', 'CLEAR', 'RED'])
    expect(codeOf(judged({ marking: { tlp, base: 'unclassified' } })), tlp).toBe('source-marking');
  expect(codeOf(judged({ marking: { tlp: 'AMBER', base: 'confidential' } }))).toBe('source-marking');
});

test('a translation is for the purpose of its original, whoever wrote it: another desk reads neither', () => {
  for (const self of ['xa', 'xb']) expect(codeOf(judged({ purpose: 'coordination' }, {}, self))).toBe('source-purpose');
});

test('what is destroyed, was not accepted, or has no text of an author is not translated here', () => {
  expect(codeOf(judged({}, { destroyed: true }))).toBe('about');
  expect(codeOf(judged({}, { verdict: 'quarantined' }))).toBe('about');
  expect(codeOf(judged({}, {}, 'xa', false))).toBe('about');
  // Another participant's is judged by what is known here, and waits for what is not.
  expect(codeOf(judged({}, { destroyed: true }, 'xb'))).toBeNull();
});

test('each place of the original is translated once, and named as a JSON pointer', () => {
  const parse = (texts: object[]) => translationSchema.safeParse({ ...body, texts }).success;
  expect(parse([{ path: '/steps/0/title', text: 'a' }])).toBe(true);
  expect(parse([{ path: 'title', text: 'a' }])).toBe(false);
  expect(parse([{ path: '/title', text: ' ' }])).toBe(false);
  expect(parse([])).toBe(false);
  expect(parse([body.texts[0]!, body.texts[0]!])).toBe(false);
});
