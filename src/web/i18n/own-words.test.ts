import { IMPERSONAL_TYPES, nameOf, TYPE_WORDS } from '@tamga/stix';
import { expect, test } from 'vitest';
import { readMessages, speak } from '#test/speak.ts';
import { locales } from './locales.ts';
import { relationWord, typeWord } from './stix.ts';
import { sayTitle } from './titles.ts';

/** What an author calls an object, as a page shows it. */
const shown = (t: ReturnType<typeof speak>, name: string): string =>
  sayTitle(t, { kind: 'threat.object', title: nameOf({ type: 'malware', name }) });
const types = Object.keys(readMessages('en')).flatMap((key) => /^stixType\.(.+)$/.exec(key)?.[1] ?? []);

test.each(locales.map(({ code }) => code))(
  'what the pages say in %s of whose word something is, is no name that stands without quotation marks (SG-26)',
  (code) => {
    const t = speak(code);
    const said = 'Lanternfish';
    const held = { author: 'xa', others: 'xb', text: said, sure: t('title.sure', { words: '?', value: '80' }) };
    const lines = [
      t('title.held', { author: 'xa', said }),
      t('threats.pathSearch.holds', { author: 'xa' }) + said,
      t('title.attributed', { author: 'xa', relation: 'is run by' }),
      ...['reported', 'suspected', 'alleged'].flatMap((one) => {
        const term = t.term('term', one);
        return [
          t('title.heldAs', { ...held, term }),
          t('title.judged', { ...held, term }),
          t('title.proposed', { ...held, term }),
        ];
      }),
      `${typeWord(t, 'sighting')}: ${said}`,
      ...['attributed-to', 'authored-by', 'originates-from'].map((one) => `${relationWord(t, one)}: ${said}`),
      ...types.map((type) => typeWord(t, type)),
      ...types,
      ...IMPERSONAL_TYPES,
    ];
    expect(lines.filter((line) => shown(t, line) !== `“${line}”`)).toEqual([]);
    expect(shown(t, said)).toBe(said);
  },
);

test('the words for types that names are compared with are those of the pages', () => {
  const words = new Set(locales.flatMap(({ code }) => types.map((type) => typeWord(speak(code), type).toLowerCase())));
  expect([...TYPE_WORDS].filter((word) => !types.includes(word) && !words.has(word))).toEqual([]);
});

test('a relation that is no term stands in quotation marks wherever it is said, once', () => {
  for (const { code } of locales) {
    const t = speak(code);
    expect(relationWord(t, 'attributed-to (xa holds)')).toBe('“attributed-to (xa holds)”');
    expect(relationWord(t, '“attributed-to (xa holds)”')).toBe('“attributed-to (xa holds)”');
    expect(relationWord(t, 'attributed-to\u3164')).toBe('“attributed-to\u3164”');
    expect(relationWord(t, 'x_acme-links')).toBe('x_acme-links');
    expect(relationWord(t, 'attributed-to')).toBe(t.term('relation', 'attributed-to'));
  }
});
