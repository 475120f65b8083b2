import { expect, test } from 'vitest';
import { directorySchema } from './directory.ts';

const { addresses } = directorySchema.shape;

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
