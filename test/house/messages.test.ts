import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { roles } from '#features/officers/model.ts';
import { taskCodes } from '#features/tasks/model.ts';
import { kinds } from '#kinds.ts';
import { problems } from '#problems.ts';
import { wordOf } from '#web/i18n/fields.ts';
import { readCodes, readMessages, readProblems, speak } from '../speak.ts';
import { barred, glossaryTerms, kindTerms } from './glossary-terms.ts';
import { findLiterals, findUses, isUsed, readArguments } from './message-rules.ts';
import { readSources, root } from './tree.ts';

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
  const wrong = Object.entries(en).flatMap(([key, text]) =>
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

test('no page says a code where there is a word for it', () => {
  const codes = Object.values({ en, ...complete }).flatMap((messages) =>
    Object.entries(messages).filter(
      ([key, text]) => key.endsWith(`.${text}`) && /[._]|-/.test(text) && !sameAsCode.has(text),
    ),
  );
  expect(codes).toEqual([]);
  const named = [...kinds.keys()].filter((kind) => kind.includes('.'));
  for (const messages of Object.values(all))
    for (const [key, text] of Object.entries(messages))
      expect(
        named.filter((kind) => text.includes(kind)),
        key,
      ).toEqual([]);
});

/** Words that English writes with a hyphen. */
const sameAsCode = new Set(['sign-in']);

test('no language uses the words that the interface bars', () => {
  for (const messages of Object.values(all))
    for (const [key, text] of Object.entries(messages))
      expect(
        barred.filter((word) => word.test(text)),
        key,
      ).toEqual([]);
});

/** Every member of a kind's content at any depth, and the words of the closed lists: `name`, `name.word`. */
function membersOf(
  schema: unknown,
  name: string,
  found: { fields: Set<string>; words: Set<string>; hints: Set<string> },
): void {
  if (Array.isArray(schema)) for (const one of schema) membersOf(one, name, found);
  if (typeof schema !== 'object' || schema === null) return;
  const { properties, items, prefixItems, anyOf, oneOf, allOf, $defs, enum: words } = schema as Record<string, unknown>;
  if (typeof (schema as { description?: unknown }).description === 'string' && name !== '') found.hints.add(name);
  if (Array.isArray(words)) for (const word of words) found.words.add(`${name}.${String(word)}`);
  for (const part of [items, prefixItems, anyOf, oneOf, allOf]) membersOf(part, name, found);
  for (const part of Object.values($defs ?? {})) membersOf(part, name, found);
  for (const [member, part] of Object.entries(properties ?? {})) {
    found.fields.add(member);
    membersOf(part, member, found);
  }
}

test('every field of a kind’s content has a label, and every word of its closed lists has one, in English, Russian and Chinese', () => {
  const found = { fields: new Set<string>(), words: new Set<string>(), hints: new Set<string>() };
  for (const { schema } of kinds.values())
    membersOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '', found);
  expect(found.fields.size).toBeGreaterThan(100);
  const keys = Object.keys(en);
  const labels = keys.filter((key) => key.startsWith('field.')).map((key) => key.slice('field.'.length));
  expect(labels.toSorted(), 'labels `field.<member>` of src/web/i18n').toEqual([...found.fields].toSorted());
  const hints = keys.filter((key) => key.startsWith('hint.')).map((key) => key.slice('hint.'.length));
  expect(hints.toSorted(), 'descriptions `hint.<member>` of src/web/i18n').toEqual([...found.hints].toSorted());
  // Another list of the pages has the same words, or they are said as they are.
  const asTheyAre = new Set(['format']);
  const unsaid = [...found.words].filter((path) => {
    const [name = '', word = ''] = path.split('.');
    return !asTheyAre.has(name) && !keys.includes(`value.${path}`) && !isSaidElsewhere(name, word);
  });
  expect(unsaid, 'words `value.<member>.<word>` of src/web/i18n').toEqual([]);
  const values = keys.filter((key) => key.startsWith('value.')).map((key) => key.slice('value.'.length));
  expect(values.filter((path) => !found.words.has(path))).toEqual([]);
});

const isSaidElsewhere = (name: string, word: string): boolean => wordOf(speak('zh'), name, word) !== word;

test('every kind of record, every role and every problem has its name', () => {
  const inList = (messages: object, list: string) =>
    Object.keys(messages)
      .filter((key) => key.startsWith(`${list}.`))
      .map((key) => key.slice(list.length + 1))
      .toSorted();
  expect(inList(en, 'kind')).toEqual([...kinds.keys()].toSorted());
  expect(inList(en, 'role')).toEqual([...roles].toSorted());
  expect(inList(en, 'inboxCode')).toEqual([...taskCodes, 'hand-over', 'oral-confirmation', 'contact-test'].toSorted());
  // In English the pages show the node's own words. `no-answer` is the pages' own code, for silence.
  const codes = [...Object.keys(problems), 'no-answer'].toSorted();
  for (const locale of ['ru', 'zh'] as const) expect(Object.keys(readProblems(locale)).toSorted()).toEqual(codes);
});

test('every code by which rules say why has its sentence in Russian and Chinese', () => {
  const text = readFileSync(join(root, 'docs/protocol/codes.md'), 'utf8');
  const cells = text.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split('|').slice(2).join('|')] : []));
  const codes = new Set(cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code)));
  expect(codes.size).toBeGreaterThan(150);
  const ownWords = [...codes].filter((code) => !(code in problems)).toSorted();
  for (const locale of ['ru', 'zh'] as const) expect(Object.keys(readCodes(locale)).toSorted()).toEqual(ownWords);
});
