import { expect, test } from 'vitest';
import { readSourceFacts } from './source-facts.ts';

test('description, aliases and ends are read out of an object’s text as they stand there', () => {
  const object = { description: ' A loader. ', aliases: ['Lamp', 'Lamp', 7, ''], x_mitre_aliases: ['Torch'] };
  expect(readSourceFacts(JSON.stringify(object))).toEqual({
    description: ' A loader. ',
    aliases: ['Lamp', 'Torch'],
    ends: [],
  });
  expect(readSourceFacts('{"source_ref":"a--1","target_ref":"b--2"}')?.ends).toEqual([
    { name: 'From', id: 'a--1' },
    { name: 'To', id: 'b--2' },
  ]);
});

test('of a text that says none of this, or that is no object, there are no facts', () => {
  for (const source of ['', 'x', 'null', '7', '[]', '{}', '{"description":" ","aliases":"x","target_ref":7}'])
    expect(readSourceFacts(source)).toBeNull();
});
