import { askedWords, stemsOf, wordsOf } from '#features/threats/words-model.ts';
import type { AskedWord } from '#features/threats/words-model.ts';

type Forms = { words: readonly string[]; stems: readonly string[] };

const hasAll = (forms: Forms, asked: readonly AskedWord[], isTyped: boolean): boolean =>
  asked.every((one) => hasWord(forms, one, isTyped) || (one.parts.length > 0 && hasAll(forms, one.parts, isTyped)));

function hasWord({ words, stems }: Forms, { word, stem, begins }: AskedWord, isTyped: boolean): boolean {
  if (words.includes(word)) return true;
  if (isTyped) return false;
  if (stem !== null && (words.includes(stem) || stems.includes(stem))) return true;
  return begins !== null && words.some((one) => one.startsWith(begins));
}

const formsOf = (text: string): Forms => {
  const words = wordsOf(text);
  return { words, stems: stemsOf(words) };
};

const cut = new Map<string, Forms>();

/** Whether a text is found by what was typed, as the index answers it: with `isTyped` by the words as they were typed alone. */
export function isFound(text: string, typed: string, isTyped = false): boolean {
  const forms = cut.get(text) ?? formsOf(text);
  cut.set(text, forms);
  return hasAll(forms, askedWords(typed), isTyped);
}
