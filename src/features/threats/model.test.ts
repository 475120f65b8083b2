import { expect, test } from 'vitest';
import { wordsOf } from './model.ts';

test('a text is cut into folded words, each once, at everything that is no letter, mark, digit or underscore', () => {
  expect(wordsOf('Evil.Example/a_b?x=10.0.0.1 evil')).toEqual(['evil', 'example', 'a_b', 'x', '10', '0', '1']);
  expect(wordsOf('Съешь ещё ﬁne')).toEqual(['съешь', 'ещё', 'fine']);
});

test('no word holds what a tsquery or a list of words takes for an operator, and none is longer than an index takes', () => {
  expect(wordsOf(`' | & ! ( ) :* <-> \\ "\u0000`)).toEqual([]);
  expect(wordsOf('x'.repeat(5000))[0]).toHaveLength(250);
});
