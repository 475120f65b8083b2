/**
 * The English algorithm of Snowball, "Porter 2" (snowballstem.org/algorithms/english/stemmer.html): what a word loses, in five steps.
 * `r1` and `r2` are where its two regions begin; a `Y` is one that counts as a consonant.
 */
type Regions = { r1: number; r2: number };

const irregular = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
  }),
);
const unchanged = new Set(['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes']);
const settled = new Set(['inning', 'outing', 'canning', 'herring', 'earring', 'proceed', 'exceed', 'succeed']);

const vowel = /[aeiouy]/;
const beginning = /^(?:gener|commun|arsen)/;
const shortEnd = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;

/** What the forms of an English word have in common. The word is in small letters without accents. */
export function stemEnglish(word: string): string {
  if (word.length < 3 || unchanged.has(word)) return word;
  const known = irregular.get(word);
  if (known !== undefined) return known;
  const marked = word.includes('y') ? word.replaceAll(/^y|(?<=[aeiouy])y/g, 'Y') : word;
  const r1 = beginning.exec(marked)?.[0].length ?? regionAfter(marked, 0);
  const regions = { r1, r2: regionAfter(marked, r1) };
  const singular = withoutPlural(marked);
  if (settled.has(singular)) return singular;
  const plain = withoutY(withoutTense(singular, regions));
  const stem = withoutE(withoutLast(withoutThird(withoutSecond(plain, regions), regions), regions), regions);
  return stem.replaceAll('Y', 'y');
}

const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiouy'.includes(letter);

function regionAfter(word: string, from: number): number {
  for (let i = from + 1; i < word.length; i++) if (!isVowel(word[i]) && isVowel(word[i - 1])) return i + 1;
  return word.length;
}

function withoutPlural(word: string): string {
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith('s') || word.endsWith('us') || word.endsWith('ss')) return word;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return vowel.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutTense(word: string, { r1 }: Regions): string {
  const [ending] = find(tense, word) ?? [];
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  if (ending.startsWith('ee')) return rest.length >= r1 ? `${rest}ee` : word;
  if (!vowel.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return rest.length <= r1 && shortEnd.test(rest) ? `${rest}e` : rest;
}

/** A `y` at the end, after a consonant that is not the first letter. */
function withoutY(word: string): string {
  if (!word.endsWith('y') && !word.endsWith('Y')) return word;
  return word.length > 2 && !isVowel(word.at(-2)) ? `${word.slice(0, -1)}i` : word;
}

/** Endings, each with what comes in its place, the longest first: by the letter in which they end. */
type Endings = ReadonlyMap<string, readonly (readonly [ending: string, instead: string])[]>;

function endings(given: Record<string, string>): Endings {
  const all = Object.entries(given).toSorted(([a], [b]) => b.length - a.length);
  return Map.groupBy(all, ([ending]) => ending.at(-1) ?? '');
}

const find = (of: Endings, word: string): readonly [string, string] | undefined =>
  of.get(word.at(-1) ?? '')?.find(([ending]) => word.endsWith(ending));

const without = (...list: string[]): Record<string, string> =>
  Object.fromEntries(
    list
      .join(' ')
      .split(' ')
      .map((ending) => [ending, '']),
  );

const tense = endings(without('eed eedly ed edly ing ingly'));

const second = endings({
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  abli: 'able',
  entli: 'ent',
  izer: 'ize',
  ization: 'ize',
  ational: 'ate',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  aliti: 'al',
  alli: 'al',
  fulness: 'ful',
  ousli: 'ous',
  ousness: 'ous',
  iveness: 'ive',
  iviti: 'ive',
  biliti: 'ble',
  bli: 'ble',
  ogi: 'og',
  fulli: 'ful',
  lessli: 'less',
  li: '',
});

function withoutSecond(word: string, { r1 }: Regions): string {
  const [ending = '', instead = ''] = find(second, word) ?? [];
  const rest = word.slice(0, word.length - ending.length);
  if (ending === '' || rest.length < r1) return word;
  if (ending === 'ogi' && !rest.endsWith('l')) return word;
  if (ending === 'li' && !/[cdeghkmnrt]$/.test(rest)) return word;
  return rest + instead;
}

const third = endings({
  tional: 'tion',
  ational: 'ate',
  alize: 'al',
  icate: 'ic',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
  ative: '',
});

function withoutThird(word: string, { r1, r2 }: Regions): string {
  const [ending = '', instead = ''] = find(third, word) ?? [];
  const rest = word.slice(0, word.length - ending.length);
  return ending === '' || rest.length < (ending === 'ative' ? r2 : r1) ? word : rest + instead;
}

const last = endings(without('al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion'));

function withoutLast(word: string, { r2 }: Regions): string {
  const [ending] = find(last, word) ?? [];
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  return rest.length < r2 || (ending === 'ion' && !/[st]$/.test(rest)) ? word : rest;
}

function withoutE(word: string, { r1, r2 }: Regions): string {
  if (!word.endsWith('e') && !word.endsWith('ll')) return word;
  const rest = word.slice(0, -1);
  if (word.endsWith('e')) return rest.length >= r2 || (rest.length >= r1 && !shortEnd.test(rest)) ? rest : word;
  return rest.length >= r2 ? rest : word;
}
