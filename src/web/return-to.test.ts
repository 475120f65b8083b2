import { expect, test } from 'vitest';
import { keepReturn, takeReturn } from './return-to.ts';

function tab() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test('who signs in again comes back to the page of before, once; never to another site or to signing in', () => {
  const store = tab();
  keepReturn('/officers/invite?x=1', store);
  keepReturn('/sign-in', store);
  expect(takeReturn(store)).toBe('/officers/invite?x=1');
  expect(takeReturn(store)).toBeUndefined();
  for (const address of ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '']) {
    keepReturn(address, store);
    expect(takeReturn(store), address).toBeUndefined();
  }
});
