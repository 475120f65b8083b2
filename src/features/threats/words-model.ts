const maxWord = 250;

/** Scripts that are written without spaces between words. */
const unspaced = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
const runs = /[\p{L}\p{M}\p{N}_]+/gu;
const pieces = new RegExp(`(?<unspaced>${unspaced}+)|(?:(?!${unspaced})[\\s\\S])+`, 'gu');

/** Letters that people type for each other, or that look otherwise at the end of a word, are one: capitals, ё, ς, ß, İ and ı. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .replaceAll('ё', 'е')
    .normalize('NFKC');

type Piece = { text: string; isUnspaced: boolean };

const anyUnspaced = new RegExp(unspaced, 'u');

function piecesOf(text: string): Piece[] {
  const folded = fold(text);
  const found = folded.match(runs) ?? [];
  // Most texts: an index is made of a great many.
  if (!anyUnspaced.test(folded)) return found.map((run) => ({ text: run, isUnspaced: false }));
  return found.flatMap((run) =>
    [...run.matchAll(pieces)].map((match) => ({
      text: match[0],
      isUnspaced: match.groups?.['unspaced'] !== undefined,
    })),
  );
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, i) => `${characters[i]}${character}`);

/**
 * The words by which a text is found: runs of letters, marks, digits and `_`, folded; each once. Where a script has no spaces,
 * every two neighbours are a word, and so is every character: any part of a run can be found. An index and a query that are cut
 * alike find `evil.example` by either half.
 */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    piecesOf(text).flatMap((piece) => {
      if (!piece.isUnspaced) return [piece.text.slice(0, maxWord)];
      const characters = [...piece.text];
      return [...pairsOf(characters), ...characters];
    }),
  ),
];

/** A word that has to occur, or one with which a word has to begin. */
export type AskedWord = { word: string; begins: boolean };

/** The fewest letters of the last word typed that stand for all words which begin so. */
const minBeginning = 3;

/** What a text has to hold to be found by what was typed: all of these. */
export function askedWords(typed: string): AskedWord[] {
  const all = piecesOf(typed);
  const asked = all.flatMap(({ text, isUnspaced }, i): AskedWord[] => {
    const characters = [...text];
    if (!isUnspaced) {
      const begins = i === all.length - 1 && characters.length >= minBeginning && text.length < maxWord;
      return [{ word: text.slice(0, maxWord), begins }];
    }
    return (characters.length === 1 ? characters : pairsOf(characters)).map((word) => ({ word, begins: false }));
  });
  return [...new Map(asked.map((one) => [`${one.word} ${one.begins}`, one])).values()];
}
