import { parse } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { roles } from '#features/officers/model.ts';
import { kinds } from '#kinds.ts';
import { problems } from '#problems.ts';
import { readMessages, readProblems } from '../speak.ts';
import { barred, glossaryTerms, kindTerms } from './glossary-terms.ts';
import { findLiterals, findUses, isUsed, readArguments } from './message-rules.ts';
import { readSources } from './tree.ts';

const en = readMessages('en');
const complete = { ru: readMessages('ru'), zh: readMessages('zh') };
const fa = readMessages('fa');
const all = { en, ...complete, fa };
const pages = readSources().filter(
  ({ path }) => /^src\/(web|features\/[^/]+\/views)\//.test(path) && !path.endsWith('.test.ts'),
);

/** Views whose English still stands in the program. A file leaves this list with its last literal; none comes in. */
const untranslated = new Set<string>([]);

test('Russian and Chinese say everything that English says, and nothing else', () => {
  const expected = Object.keys(en).toSorted();
  for (const messages of Object.values(complete)) expect(Object.keys(messages).toSorted()).toEqual(expected);
});

test('Persian says nothing that English does not, and all of the frame, the widgets and the signing in', () => {
  expect(Object.keys(fa).filter((key) => !(key in en))).toEqual([]);
  const frame = Object.keys(en).filter((key) => /^(layout|ui)\./.test(key));
  expect(frame.filter((key) => !(key in fa))).toEqual([]);
});

test('every message is said somewhere', () => {
  const uses = findUses(pages);
  expect(Object.keys(en).filter((key) => !isUsed(key, uses))).toEqual([]);
});

test.each(Object.keys(all))('every message of %s is ICU MessageFormat', (locale) => {
  const messages = Object.entries(all[locale as keyof typeof all]);
  const broken = messages.filter(([, text]) => {
    try {
      return parse(text).length === 0;
    } catch {
      return true;
    }
  });
  expect(broken).toEqual([]);
});

test('a translation takes the very arguments of the English message', () => {
  for (const messages of [complete.ru, complete.zh, fa])
    for (const key of Object.keys(messages))
      expect(readArguments(messages[key] ?? '').names, key).toEqual(readArguments(en[key] ?? '').names);
});

test('a plural has the forms of its language', () => {
  const forms = { en: ['one', 'other'], ru: ['few', 'many', 'one', 'other'], zh: ['other'], fa: ['one', 'other'] };
  for (const [locale, messages] of Object.entries(all))
    for (const [key, text] of Object.entries(messages))
      for (const plural of readArguments(text).plurals)
        expect(plural, `${locale} ${key}`).toEqual(forms[locale as keyof typeof forms]);
  for (const [key, text] of Object.entries(en))
    if (readArguments(text).plurals.length > 0)
      expect(readArguments(complete.ru[key] ?? '').plurals, key).not.toEqual([]);
});

test('no text of a page stands in the program', () => {
  const found = pages
    .filter(({ path }) => path.endsWith('.tsx') && !untranslated.has(path))
    .flatMap((file) => findLiterals(file).map((literal) => `${file.path}:${literal}`));
  expect(found).toEqual([]);
  expect(
    [...untranslated].filter((path) => !pages.some((file) => file.path === path && findLiterals(file).length > 0)),
  ).toEqual([]);
});

test('a text in the program is found, and a code is not taken for one', () => {
  const source = `const a = <p title="Who may">{open ? 'Not yet' : t('x.y')} of <Code>npx tamga</Code><b tone="good" /></p>;`;
  expect(findLiterals({ path: 'a.tsx', source })).toEqual(['1: Who may', '1: Not yet', '1: of']);
});

test('the terms of the glossary are used exactly', () => {
  const wrong = Object.entries(en)
    // The English of a kind is its code.
    .filter(([key]) => !key.startsWith('kind.'))
    .flatMap(([key, text]) =>
      glossaryTerms
        .filter(({ english }) => english.test(text))
        .flatMap(({ english, ru, zh }) => [
          ...(ru.test(complete.ru[key] ?? '') ? [] : [`ru ${key}: ${String(english)}`]),
          ...(zh.test(complete.zh[key] ?? '') ? [] : [`zh ${key}: ${String(english)}`]),
        ]),
    );
  expect(wrong).toEqual([]);
  for (const [key, { ru, zh }] of Object.entries(kindTerms))
    expect([complete.ru[key], complete.zh[key]]).toEqual([ru, zh]);
});

test('no language uses the words that the interface bars', () => {
  for (const messages of Object.values(all))
    for (const [key, text] of Object.entries(messages))
      expect(
        barred.filter((word) => word.test(text)),
        key,
      ).toEqual([]);
});

test('every kind of record, every role and every problem has its name', () => {
  const inList = (messages: object, list: string) =>
    Object.keys(messages)
      .filter((key) => key.startsWith(`${list}.`))
      .map((key) => key.slice(list.length + 1))
      .toSorted();
  expect(inList(en, 'kind')).toEqual([...kinds.keys()].toSorted());
  expect(inList(en, 'role')).toEqual([...roles].toSorted());
  // In English the pages show the node's own words. `no-answer` is the pages' own code, for silence.
  const codes = [...Object.keys(problems), 'no-answer'].toSorted();
  for (const locale of ['ru', 'zh'] as const) expect(Object.keys(readProblems(locale)).toSorted()).toEqual(codes);
});
