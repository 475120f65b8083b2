import { expect, test } from 'vitest';
import { officersIn } from './officers-in.ts';

test('officers are named with spaces or commas between them, in every form', () => {
  const both = ['xa/cyber/o-1', 'xa/cyber/o-4'];
  for (const between of [' ', ',', ', ', '\n', '，', '、', '; '])
    expect(officersIn(` ${both.join(between)} `), JSON.stringify(between)).toEqual(both);
  expect(officersIn(' , ')).toEqual([]);
});
