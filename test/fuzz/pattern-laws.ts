import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  inspectPattern,
  isPersonPattern,
  matchPattern,
  parsePattern,
  PatternError,
  printPattern,
  remarksOn,
} from '@tamga/stix';
import type { Pattern } from '@tamga/stix';
import type { Dice } from '#test/simulation/dice.ts';

const paths = [
  'file:name',
  'ipv4-addr:value',
  'x-a:b',
  'file:hashes.MD5',
  "file:hashes.'SHA-256'",
  'process:opened_connection_refs[*].dst_ref.value',
  'a:b[0].c',
  "a:'b c'.d",
  'email-addr:value',
  'a:b[-1]',
];
const constants = [
  "'a'",
  "'it\\'s'",
  "'\\\\'",
  '1',
  '-2',
  '1.5',
  'true',
  'false',
  "h'00ff'",
  "b'QUI='",
  "t'2026-01-01T00:00:00Z'",
  "'лён'",
  "''",
];
const qualifiers = [
  'WITHIN 5 SECONDS',
  'WITHIN 0.5 SECONDS',
  'REPEATS 2 TIMES',
  "START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'",
];
const scraps = [
  '[',
  ']',
  '(',
  ')',
  "'",
  '\\',
  ' ',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' FOLLOWEDBY ',
  '=',
  '<',
  ':',
  '.',
  '*',
  ',',
  '/*',
  '*/',
  '//',
  '\n',
  '\ud800',
  'x',
  '0',
  'IN',
  'LIKE',
  '[a:b = 1]',
  '('.repeat(200),
];

const pick = (dice: Dice, from: readonly string[]): string => dice.pick(from) ?? '';

function makeComparison(dice: Dice, depth: number): string {
  if (depth > 0 && dice.oneIn(3)) {
    const inner = Array.from({ length: 2 + dice.below(2) }, () => makeComparison(dice, depth - 1));
    const joined = inner.join(dice.oneIn(2) ? ' AND ' : ' OR ');
    return dice.oneIn(2) ? `(${joined})` : joined;
  }
  const path = pick(dice, paths);
  const not = dice.oneIn(4) ? ' NOT' : '';
  switch (dice.draw({ equals: 4, order: 2, set: 2, like: 2, matches: 1, subset: 1, exists: 1 })) {
    case 'equals':
      return `${path}${not} ${pick(dice, ['=', '!=', '<>'])} ${pick(dice, constants)}`;
    case 'order':
      return `${path}${not} ${pick(dice, ['<', '>', '<=', '>='])} ${pick(dice, ['1', "'a'", '1.5'])}`;
    case 'set':
      return `${path}${not} IN (${Array.from({ length: 1 + dice.below(3) }, () => pick(dice, constants)).join(', ')})`;
    case 'like':
      return `${path}${not} LIKE ${pick(dice, ["'a%'", "'_b'", "''", "'%%%%'"])}`;
    case 'matches':
      return `${path}${not} MATCHES ${pick(dice, ["'^a+$'", "'(a|b)*c'", "'(?=a)'", "'['"])}`;
    case 'subset':
      return `${path}${not} ISSUBSET '198.51.100.0/24'`;
    case 'exists':
      return `EXISTS ${path}`;
  }
}

/** A text that the grammar of STIX patterns allows (§9.5). What it says may still be without meaning. */
export function makePattern(dice: Dice, depth = 3): string {
  if (depth > 0 && dice.oneIn(3)) {
    const inner = Array.from({ length: 2 + dice.below(2) }, () => makePattern(dice, depth - 1));
    const joined = `(${inner.join(` ${pick(dice, ['AND', 'OR', 'FOLLOWEDBY'])} `)})`;
    return dice.oneIn(2) ? `${joined} ${pick(dice, qualifiers)}` : joined;
  }
  const observation = `[${makeComparison(dice, 2)}]`;
  return dice.oneIn(4) ? `${observation} ${pick(dice, qualifiers)}` : observation;
}

const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, one: unknown) => (name === 'at' || name === 'text' ? undefined : one)));

const time = '2026-01-01T00:00:00Z';
const objects = [
  {
    type: 'observed-data',
    id: 'observed-data--1',
    number_observed: 3,
    first_observed: time,
    last_observed: time,
    object_refs: ['a', 'f'],
  },
  { id: 'a', type: 'a', b: [{ c: 1 }], c_refs: ['a'] },
  {
    id: 'f',
    type: 'file',
    name: 'aaaa',
    hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
    parent_directory_ref: 'a',
  },
];

/** What the functions for patterns may refuse with; anything else that is thrown breaks the law. */
function orRefused<T>(text: string, run: () => T): T | PatternError {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    ok(
      error.offset >= 0 && error.offset <= text.length && error.line >= 1 && error.column >= 1,
      `place ${error.offset}`,
    );
    return error;
  }
}

/** A pattern, whole or broken, is read or refused; what is read is printed as what reads the same, and can be worked with. */
export function lawOfPatterns(dice: Dice): string {
  const made = makePattern(dice);
  const isWhole = dice.oneIn(3);
  const text = isWhole ? made : breakText(dice, made);
  equal(isPersonPattern(text), isPersonPattern(text));
  const read = orRefused(text, () => parsePattern(text, { maxDepth: 40, maxParts: 500, maxLength: 20_000 }));
  if (read instanceof PatternError) {
    ok(!isWhole || read.code === 'rule', `refused, though the grammar allows it: ${read.message}`);
    return text;
  }
  checkRead(read);
  return text;
}

function checkRead(pattern: Pattern): void {
  const printed = printPattern(pattern);
  const again = parsePattern(printed);
  deepEqual(bare(again.expression), bare(pattern.expression));
  equal(printPattern(again), printed);
  deepEqual(inspectPattern(pattern), inspectPattern(pattern));
  remarksOn(pattern);
  const found = orRefused(pattern.text, () => matchPattern(pattern, objects, { maxSteps: 20_000 }));
  if (!(found instanceof PatternError)) for (const id of found?.observations ?? []) equal(id, 'observed-data--1');
}

function breakText(dice: Dice, text: string): string {
  let changed = text;
  for (let left = 1 + dice.below(3); left > 0; left -= 1) {
    const at = dice.below(changed.length + 1);
    const lost = dice.oneIn(2) ? dice.below(4) : 0;
    changed = changed.slice(0, at) + (dice.oneIn(3) ? '' : pick(dice, scraps)) + changed.slice(at + lost);
  }
  return changed;
}
