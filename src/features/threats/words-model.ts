import { fold } from './folding-model.ts';
import { stemEnglish } from './stem-english-model.ts';
import { stemRussian } from './stem-russian-model.ts';

const maxWord = 250;

/** Scripts that are written without spaces between words. */
const unspaced = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
/** What stands between parts of a word that are not joined on paper, in Persian and in scripts of India. */
const nonJoiner = '\u200c';
const run = String.raw`[\p{L}\p{M}\p{N}_]+`;
const runs = new RegExp(`${run}(?:${nonJoiner}+${run})*`, 'gu');
const pieces = new RegExp(`(?<unspaced>${unspaced}+)|(?:(?!${unspaced})[\\s\\S])+`, 'gu');

/** `parts`: of a word with non-joiners, which people write in one or apart as well; otherwise none. */
type Piece = { text: string; isUnspaced: boolean; parts: string[] };

const anyUnspaced = new RegExp(unspaced, 'u');

const whole = (text: string): Piece => ({ text, isUnspaced: false, parts: [] });

function joined(text: string): Piece {
  const parts = text.split(/\u200c+/);
  return parts.length === 1 ? whole(text) : { ...whole(parts.join('')), parts };
}

function piecesOf(text: string): Piece[] {
  const folded = fold(text);
  const found = folded.match(runs) ?? [];
  // Most texts: an index is made of a great many.
  if (!anyUnspaced.test(folded)) return found.map((one) => (one.includes(nonJoiner) ? joined(one) : whole(one)));
  return found.flatMap((one) =>
    [...one.matchAll(pieces)].map((match) =>
      match.groups?.['unspaced'] === undefined ? joined(match[0]) : { text: match[0], isUnspaced: true, parts: [] },
    ),
  );
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, i) => `${characters[i]}${character}`);

const cut = (word: string): string => word.slice(0, maxWord);

/**
 * The words of a text: runs of letters, marks, digits and `_`, folded; each once. Where a script has no spaces,
 * every two neighbours are a word, and so is every character: any part of a run can be found. An index and a query that are cut
 * alike find `evil.example` by either half.
 */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    piecesOf(text).flatMap((piece) => {
      if (!piece.isUnspaced) return [piece.text, ...piece.parts].map(cut);
      const characters = [...piece.text];
      return [...pairsOf(characters), ...characters];
    }),
  ),
];

const isEnglish = /^[a-z]{3,40}$/;
const isRussian = /^[а-я]{3,40}$/;

/** What the forms of a word have in common, by the script in which it is written; null where no word has forms. */
function stemOf(word: string): string | null {
  if (isEnglish.test(word)) return stemEnglish(word);
  return isRussian.test(word) ? stemRussian(word) : null;
}

/** The stems of words that are forms of another: what has one of them is found by its other forms as well. */
export const stemsOf = (words: readonly string[]): string[] => [
  ...new Set(
    words.flatMap((word) => {
      const stem = stemOf(word);
      return stem === null || stem === word ? [] : [stem];
    }),
  ),
];

/**
 * What has to be in a text: `word` as it was typed, or another form of it with the same stem, or where `begins` is given a word that begins
 * so; or all the parts of the word in its place.
 */
export type AskedWord = { word: string; stem: string | null; begins: string | null; parts: AskedWord[] };

/** The fewest letters of the last word typed that stand for all words which begin so. */
const minBeginning = 3;

/** What a text has to hold to be found by what was typed: all of these. */
export function askedWords(typed: string): AskedWord[] {
  const all = piecesOf(typed);
  const asked = all.flatMap(({ text, isUnspaced, parts }, i): AskedWord[] => {
    const isLast = i === all.length - 1;
    const characters = [...text];
    if (isUnspaced)
      return (characters.length === 1 ? characters : pairsOf(characters)).map((pair) => askedWord(pair, false));
    return [
      { ...askedWord(text, isLast), parts: parts.map((part, n) => askedWord(part, isLast && n === parts.length - 1)) },
    ];
  });
  return [...new Map(asked.map((one) => [`${one.word} ${one.begins}`, one])).values()];
}

function askedWord(text: string, isLast: boolean): AskedWord {
  const begins = isLast && [...text].length >= minBeginning && text.length < maxWord ? text : null;
  const word = cut(text);
  return { word, stem: stemOf(word), begins, parts: [] };
}
