import type { Dice } from '#test/simulation/dice.ts';

const spaces = ['', '', '', ' ', '\n', '\t\r\n ', '  '];
const names = [
  'id',
  'type',
  'name',
  'objects',
  'a',
  'b',
  '',
  'ключ',
  '__proto__',
  'constructor',
  'a/b',
  'm~n',
  '0',
  '😀',
];
const texts = [
  '',
  'x',
  'malware',
  'Лунная тропа',
  '灰闩',
  '😀',
  '\u0000',
  '"',
  '\\',
  '/',
  'a\u2028b',
  '\ufffe',
  'x'.repeat(300),
];
const raw = ['\\ud800', '\\udc00', '\\ud83d\\ude00', '\\u0041', '\\/', '\\b\\f\\n\\r\\t', '\\uD83D\\u0041'];
const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '9007199254740991',
  '9007199254740992',
  '-9007199254740992',
  '123456789012345678901234567890',
  '1.5',
  '0.1',
  '1e3',
  '1E+2',
  '1e-400',
  '1e999',
  '-1e999',
  '0.12345678901234567',
  '0.123456789012345678',
  '0e999',
  '0.0',
];

/** Grammatical JSON as source text, written in all ways in which it can be; some of it breaks the rules of strict I-JSON. */
export function makeJson(dice: Dice, depth = 6): string {
  const kind = dice.draw({ object: depth > 0 ? 5 : 0, array: depth > 0 ? 4 : 0, text: 4, number: 3, word: 2, deep: 1 });
  const space = (): string => dice.pick(spaces) ?? '';
  const list = (most: number, make: () => string): string =>
    Array.from({ length: dice.below(most + 1) }, () => space() + make() + space()).join(',');
  if (kind === 'object') return `{${space()}${list(dice.oneIn(30) ? 50 : 5, () => makeMember(dice, depth, space))}}`;
  if (kind === 'array') return `[${space()}${list(5, () => makeJson(dice, depth - 1))}]`;
  if (kind === 'text') return makeText(dice, texts);
  if (kind === 'number') return dice.pick(numbers) ?? '0';
  if (kind === 'word') return dice.pick(['true', 'false', 'null']) ?? 'null';
  if (!dice.oneIn(5)) return '[]';
  const levels = 1 + dice.below(80);
  return '[{"a":'.repeat(levels >> 1) + '1' + '}]'.repeat(levels >> 1);
}

function makeMember(dice: Dice, depth: number, space: () => string): string {
  // A name of its own, so that not every object says something twice.
  const name = dice.oneIn(3) ? makeText(dice, names) : `"n${dice.below(1_000)}"`;
  return `${name}${space()}:${space()}${makeJson(dice, depth - 1)}`;
}

/** A string with some of its characters escaped, and now and then an escape that is half of a character. */
function makeText(dice: Dice, from: readonly string[]): string {
  const text = dice.pick(from) ?? '';
  let written = '';
  for (const unit of JSON.stringify(text).slice(1, -1)) {
    const isPlain = unit !== '\\' && unit !== '"' && written.at(-1) !== '\\' && !/\\u[0-9a-f]{0,3}$/i.test(written);
    written += isPlain && unit.length === 1 && dice.oneIn(12) ? escapeOf(unit, dice) : unit;
  }
  return `"${written}${dice.oneIn(12) ? (dice.pick(raw) ?? '') : ''}"`;
}

const escapeOf = (unit: string, dice: Dice): string => {
  const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${dice.oneIn(2) ? hex.toUpperCase() : hex}`;
};

/** A text of the form of a bundle, with the source text of each element. */
export function makeCollection(dice: Dice): { text: string; elements: string[] } {
  const elements = Array.from({ length: dice.below(6) }, () => makeJson(dice));
  const space = (): string => dice.pick(spaces) ?? '';
  const members = dice.some(['"type":"bundle"', '"id":"bundle--1"', '"x":[{"objects":[1]}]', '"y":{"objects":[1]}'], 4);
  const list = `"objects"${space()}:${space()}[${elements.map((one) => space() + one + space()).join(',')}]`;
  members.splice(dice.below(members.length + 1), 0, list);
  return { text: `${space()}{${members.map((one) => space() + one + space()).join(',')}}${space()}`, elements };
}
