import { expect, test } from 'vitest';
import en from './en.json' with { type: 'json' };
import { inWords } from './in-words.ts';
import type { Locale } from './locales.ts';

const said: Readonly<Record<string, string>> = en;
const voice = (locale: Locale) => ({ locale, term: (list: string, word: string) => said[`${list}.${word}`] ?? word });

test('roles and kinds in the node’s words are called as the page calls them, and nothing else is touched', () => {
  const t = voice('en');
  expect(inWords(t, 'xa/cyber/o-7 is duty-officer; warning.issue is for legal-reviewer or approver to approve')).toBe(
    'xa/cyber/o-7 is duty officer; early warning is for legal reviewer or approver to approve',
  );
  expect(inWords(t, 'no other warning.issue. See case-officer.')).toBe('no other early warning. See case officer.');
  for (const kept of ['xa/case-officer', '/api/warning.issue', 'warning.issue-x', 'body.title: is wanting', 'e-mail'])
    expect(inWords(t, kept)).toBe(kept);
  expect(inWords(voice('ru'), 'duty-officer')).toBe('duty-officer');
});
