const isPlain = /^[\0-\u007f]*$/;

/** What is seen in no text: soft hyphens, joiners of words, marks of direction, and the Arabic stroke that makes a word longer. */
const unseen = /[\u00ad\u0640\u200d-\u200f\u2060\ufeff]+/g;
/** Where a mark over a letter makes no other letter; in other scripts (й, が, vowels of Thai and Devanagari) it does. */
const marked = /([\p{sc=Latin}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}])\p{Mn}+/gu;
/** The stress on a Cyrillic vowel, and the dots of ё; not those of ї, nor the strokes of ѓ and ќ. */
const stressed = /[аеиоуыэюяіє][\u0300\u0301\u0308]+/gu;
const withoutStress = (letter: string): string =>
  letter.replaceAll(letter.startsWith('е') ? /\P{L}/gu : /[\u0300\u0301]/gu, '');

/** Letters that people type for each other and that no form of Unicode makes one. */
const alike: Record<string, string> = {
  ς: 'σ',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  // Arabic and Persian keyboards have two letters each for these; the third is how a word of Arabic ends.
  ك: 'ک',
  ي: 'ی',
  ى: 'ی',
  ة: 'ه',
  ٱ: 'ا',
};
const anyAlike = new RegExp(Object.keys(alike).join('|'), 'gu');
const arabicDigit = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * A text as an index and a question compare it: without capitals, without accents where they only mark a letter, with one letter for
 * those that people type for each other: `Café` is `cafe`, ё is е, ي is ی, ۴ is 4.
 */
export function fold(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(unseen, '')
    .replaceAll(marked, '$1')
    .replaceAll(stressed, withoutStress)
    .replaceAll(anyAlike, (letter) => alike[letter] ?? letter)
    .replaceAll(arabicDigit, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .normalize('NFKC');
}
