import type { ThreatFacets, ThreatQuery } from './model.ts';
import { askedWords, stemsOf, wordsOf } from './words-model.ts';
import type { AskedWord } from './words-model.ts';

/**
 * The marks by which a lexeme of `threat_object.search` that is no word of a text differs from one that is. No word begins with such a
 * character, and none is the beginning of another.
 */
const marks = {
  exact: '=',
  named: '~',
  stem: '$',
  namedStem: '-',
  type: '+',
  member: '@',
  label: '#',
  phase: '/',
  tlp: '!',
  base: '%',
  own: '^',
  modified: '<',
  seen: '>',
  near: '&',
  far: '*',
} as const;
type Mark = keyof typeof marks;

const lexeme = (mark: Mark, value: string): string => marks[mark] + value.slice(0, maxValue);
const maxValue = 400;

/** What is between two lexemes, or two values, in one text; none of them holds it. */
export const separator = '\u001f';

/** All that finds an object by its words; `ranked` is the name that puts it first. */
export const wordLexemes = (text: string, ranked: string | null): string[] => {
  const words = wordsOf(text);
  const named = ranked === null ? [] : wordsOf(ranked);
  return [
    ...words,
    ...stemsOf(words).map((stem) => lexeme('stem', stem)),
    ...named.map((word) => lexeme('named', word)),
    ...stemsOf(named).map((stem) => lexeme('namedStem', stem)),
    ...(named.length > 0 ? [exactLexeme(named)] : []),
  ];
};

const exactLexeme = (words: readonly string[]): string => lexeme('exact', words.toSorted().join(' '));

/** All that finds an object by its facets and its place in the list. */
export const facetLexemes = (of: ThreatFacets & { recordId: number; modified: string | null }): string[] => [
  lexeme('type', of.type),
  lexeme('member', of.participant),
  ...of.labels.map((label) => lexeme('label', label)),
  ...of.phases.map((phase) => lexeme('phase', phase)),
  ...(of.tlp === null ? [] : [lexeme('tlp', of.tlp)]),
  ...(of.base === null ? [] : [lexeme('base', of.base)]),
  ...(of.ownMarking === null ? [] : [lexeme('own', of.ownMarking)]),
  ...(of.modified === null
    ? []
    : [lexeme('modified', yearOf(of.modified)), lexeme('modified', of.modified.slice(0, 7))]),
  ...(of.seenFrom === null ? [] : yearsOf(of.seenFrom, of.seenTo ?? undefined).map((year) => lexeme('seen', year))),
  lexeme('near', String(Math.floor(of.recordId / nearRecords))),
  lexeme('far', String(Math.floor(of.recordId / farRecords))),
];

const firstYear = 1990;
const lastYear = 2059;

/** Years before and after those of the field count as one each, so that a span is never more than a lifetime of them. */
const boundedYear = (time: string): number => Math.min(lastYear + 1, Math.max(firstYear - 1, Number(time.slice(0, 4))));
const yearOf = (time: string): string => String(boundedYear(time));

function yearsOf(from: string | undefined, to: string | undefined): string[] {
  const first = boundedYear(from ?? '0000');
  const last = boundedYear(to ?? '9999');
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => String(first + i));
}

const maxMonths = 24;
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** The months of a short span, the years of a long one. Days within them are compared in the rows. */
function spanOf(from: string | undefined, to: string | undefined): string[] {
  if (from === undefined || to === undefined || monthOf(to) - monthOf(from) >= maxMonths) return yearsOf(from, to);
  return Array.from({ length: Math.max(0, monthOf(to) - monthOf(from) + 1) }, (_, i) => {
    const month = monthOf(from) + i;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** A lexeme as the language of a tsquery writes it, whatever characters it holds. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const term = (mark: Mark, value: string): string => quoted(lexeme(mark, value));
const anyOf = (terms: readonly string[]): string => {
  if (terms.length === 0) return quoted('&none');
  return terms.length === 1 ? terms.join('') : `(${terms.join(' | ')})`;
};
const allOf = (terms: readonly string[]): string => terms.join(' & ');

/** What the facets of a query ask for; empty when they ask for nothing. */
export function facetTerms(query: ThreatQuery): string[] {
  const { type, member, label, phase, tlp, base, own, from, to, seenFrom, seenTo } = query;
  const given = { type, member, label, phase, tlp, base, own };
  return [
    ...Object.entries(given).flatMap(([mark, value]) => (value === undefined ? [] : [term(mark as Mark, value)])),
    ...(from === undefined && to === undefined ? [] : [anyOf(spanOf(from, to).map((span) => term('modified', span)))]),
    ...(seenFrom === undefined && seenTo === undefined
      ? []
      : [anyOf(yearsOf(seenFrom, seenTo).map((year) => term('seen', year)))]),
  ];
}

type Words = { named: boolean; wide: boolean };

/** What was typed, looked for in names or anywhere; `wide`: in other forms, and the last word as a beginning. Empty when nothing was typed. */
const wordTerms = (typed: string, how: Words): string[] => askedWords(typed).map((asked) => wordTerm(asked, how));

function wordTerm({ word, stem, begins, parts }: AskedWord, how: Words): string {
  const one = (text: string): string => (how.named ? term('named', text) : quoted(text));
  const apart = parts.length > 0 ? [allOf(parts.map((part) => wordTerm(part, how)))] : [];
  if (!how.wide) return anyOf([one(word), ...apart]);
  const beginning = begins === null ? [] : [`${one(begins)}:*`];
  // Where the stem is a word it has no mark; where it begins as was typed it is among the beginnings.
  const shortest = stem ?? word;
  const plain = begins !== null && shortest.startsWith(begins) ? [] : [one(shortest)];
  const marked = stem === null ? [] : [term(how.named ? 'namedStem' : 'stem', stem)];
  return anyOf([...plain, ...marked, ...beginning, ...apart]);
}

/** The whole query as a tsquery; null: everything. With `wide` false only what has the words as they were typed. */
export const wholeTerms = (query: ThreatQuery, wide = true): string | null =>
  allOf([...wordTerms(query.q ?? '', { named: false, wide }), ...facetTerms(query)]) || null;

/**
 * Of each word the one lexeme that finds most of it, to guess how much a query finds: PostgreSQL takes each lexeme that it knows nothing of for as
 * frequent as the rarest that it knows, and three of them for three times that.
 */
export const likelyTerms = (query: ThreatQuery, wide = true): string | null =>
  allOf([...askedWords(query.q ?? '').map((asked) => likelyTerm(asked, wide)), ...facetTerms(query)]) || null;

function likelyTerm({ word, stem, begins, parts }: AskedWord, wide: boolean): string {
  if (parts.length > 0) return allOf(parts.map((part) => likelyTerm(part, wide)));
  if (!wide || (begins === null && (stem === null || stem === word))) return quoted(word);
  return begins !== null && (stem ?? word).startsWith(begins) ? `${quoted(begins)}:*` : term('stem', stem ?? word);
}

export type Place = { place: number; terms: string };

const relationship = term('type', 'relationship');

/**
 * The places of the list, in order, each as the tsquery of those that are in it. Things: 0 has exactly the name that was typed; 1 has the
 * words in its name, 2 other forms of them or words that begin so; 3 has the words at all, 4 other forms of them or words that begin so. 5 are relationships, which have no name of
 * their own. Each object is in one place. All words that begin with a few letters are a long list, which a full page is spared.
 */
export function placesOf(query: ThreatQuery): Place[] {
  const typed = query.q ?? '';
  const rest = facetTerms(query);
  const words = (asked: Words): string => allOf(wordTerms(typed, asked));
  const named = words({ named: true, wide: false });
  const namedSo = words({ named: true, wide: true });
  const text = words({ named: false, wide: false });
  const textSo = words({ named: false, wide: true });
  const place = (n: number, ...terms: string[]): Place => ({ place: n, terms: allOf([...terms, ...rest]) });
  if (text === '') return [place(2, `!${relationship}`), place(5, relationship)];
  const exact = quoted(exactLexeme(wordsOf(typed)));
  return [
    place(0, exact),
    place(1, named, `!${exact}`),
    ...(namedSo === named ? [] : [place(2, namedSo, `!(${named})`)]),
    place(3, text, `!(${namedSo})`, `!${relationship}`),
    ...(textSo === text ? [] : [place(4, textSo, `!(${text})`, `!(${namedSo})`, `!${relationship}`)]),
    place(5, textSo, relationship),
  ];
}

/** So many records lie in one near and in one far stretch of the list. */
const nearRecords = 2_048;
const farRecords = 32_768;

/** A part of the list, newest first: from a record on, found by its own lexemes; the last part is all that is left. */
export type Stretch = { from: number; terms: string | null };

/** The stretches in which those older than a record are looked for: few records first, since what is frequent is among them. */
export function stretchesBefore(recordId: number): Stretch[] {
  const stretch = (mark: 'near' | 'far', size: number): Stretch => {
    const last = Math.floor(Math.max(0, recordId - 1) / size);
    const numbers = last > 0 ? [last, last - 1] : [last];
    return { from: (numbers.at(-1) ?? 0) * size, terms: anyOf(numbers.map((n) => term(mark, String(n)))) };
  };
  return [stretch('near', nearRecords), stretch('far', farRecords), { from: 0, terms: null }];
}
