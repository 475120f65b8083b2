import { expect, test } from 'vitest';
import { flipByte } from './flip-byte.ts';

const proof = {
  jws: 'eyJa.bcd.xyz',
  digest: 'd',
  body: '{"title":"Тест b"}',
  bodyKey: 'k',
  directory: 'd',
  profile: 'p',
  index: 0,
  proof: [],
  checkpoint: 'c',
};
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

test.each([0, 0.3, 0.5, 0.999])('one byte of the content is another one, and it is told which (%d)', (chance) => {
  const { proof: copy, flip } = flipByte(proof, chance);
  const [before, after] = [bytesOf(proof.body), bytesOf(copy.body ?? '')];
  expect(after).toHaveLength(before.length);
  expect(after.flatMap((byte, i) => (byte === before[i] ? [] : [i]))).toEqual([flip.place]);
  expect([before[flip.place], after[flip.place]]).toEqual([flip.from, flip.to]);
  expect({ ...copy, body: proof.body }).toEqual(proof);
});

test('where the content is not here, a byte of the sealed envelope is', () => {
  const { proof: copy, flip } = flipByte({ ...proof, body: null }, 0.9);
  expect(flip.part).toBe('seal');
  expect(copy.jws).not.toBe(proof.jws);
  expect(copy.body).toBeNull();
});
