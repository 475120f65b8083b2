import { expect, test } from 'vitest';
import { createShares } from './shares.ts';

const busy = expect.objectContaining({ code: 'not-running', detail: { code: 'busy' } });

test('one asker has a few answers under way at once, whatever the others have', () => {
  const take = createShares({ answers: 2, bytes: 100, bytesInAll: 1000 });
  const first = take('xb', 1);
  take('xb', 1);
  expect(() => take('xb', 1)).toThrow(busy);
  take('xc', 1);
  first.end();
  first.end();
  take('xb', 1);
  expect(() => take('xb', 1)).toThrow(busy);
});

test('one asker’s bytes, and those of all together, have an end, and what is refused is not counted', () => {
  const take = createShares({ answers: 9, bytes: 100, bytesInAll: 150 });
  const first = take('xb', 10);
  expect(() => first.resize(101)).toThrow(busy);
  first.resize(60);
  expect(() => take('xb', 41)).toThrow(busy);
  const second = take('xc', 90);
  expect(() => take('xd', 1)).toThrow(busy);
  second.resize(80);
  take('xd', 10);
  first.end();
  first.resize(90);
  take('xe', 60);
});
