import type { ThreatFacets, ThreatQuery } from './model.ts';
import { askedWords, wordsOf } from './words-model.ts';

/**
 * The marks by which a lexeme of `threat_object.search` that is no word of a text differs from one that is. No word begins with such a
 * character, and none is the beginning of another.
 */
const marks = {
  exact: '=',
  named: '~',
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
  const named = ranked === null ? [] : wordsOf(ranked);
  return [
    ...wordsOf(text),
    ...named.map((word) => lexeme('named', word)),
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
const anyOf = (terms: readonly string[]): string => (terms.length === 0 ? quoted('&none') : `(${terms.join(' | ')})`);
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

/** The words of a query; empty when there is nothing to search for in what was typed. */
export const textTerms = (typed = ''): string[] =>
  askedWords(typed).map(({ word, begins }) => quoted(word) + (begins ? ':*' : ''));

const namedTerms = (typed: string): string[] =>
  askedWords(typed).map(({ word, begins }) => term('named', word) + (begins ? ':*' : ''));

/** The whole query as a tsquery; null: everything. */
export const wholeTerms = (query: ThreatQuery): string | null =>
  allOf([...textTerms(query.q), ...facetTerms(query)]) || null;

export type Place = { place: number; terms: string };

const relationship = term('type', 'relationship');

/**
 * The places of the list, in order, each as the tsquery of those that are in it: 0 has exactly the name that was typed, 1 has the words
 * in its name, 2 has them at all; 5 are relationships, which have no name of their own. Each object is in one of them.
 */
export function placesOf(query: ThreatQuery): Place[] {
  const typed = query.q ?? '';
  const rest = facetTerms(query);
  const text = textTerms(typed);
  const others = { place: 5, terms: allOf([...text, ...rest, relationship]) };
  if (text.length === 0) return [{ place: 2, terms: allOf([...rest, `!${relationship}`]) }, others];
  const exact = quoted(exactLexeme(wordsOf(typed)));
  const named = allOf(namedTerms(typed));
  return [
    { place: 0, terms: allOf([exact, ...rest]) },
    { place: 1, terms: allOf([named, `!${exact}`, ...rest]) },
    { place: 2, terms: allOf([...text, `!(${named})`, `!${exact}`, `!${relationship}`, ...rest]) },
    others,
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
