import { expect, test } from 'vitest';
import { directorySchema } from './directory.ts';

const { addresses, authorities } = directorySchema.shape;

test('an address in a directory is an https address and nothing else', () => {
  expect(addresses.safeParse(['https://xa.example:7420']).success).toBe(true);
  for (const other of [
    'http://xa.example',
    'file:///etc/passwd',
    'gopher://xa.example',
    'xa.example:7420',
    '//xa.example',
    '',
  ])
    expect(addresses.safeParse([other]).success, other).toBe(false);
  expect(addresses.safeParse([]).success).toBe(false);
});

test('an authority has its name in English, and others in the languages that they are in', () => {
  const named = (names: unknown) => authorities.safeParse([{ code: 'xa/cyber', name: 'Arvenia CSIRT', names }]).success;
  expect(named({ ru: 'CSIRT Арвении', zh: '阿尔维尼亚 CSIRT' })).toBe(true);
  for (const other of [{ en: 'Another name' }, { Russian: 'CSIRT' }, { ru: '' }, { ru: 'a\u202eb' }, 'CSIRT'])
    expect(named(other), JSON.stringify(other)).toBe(false);
});
