import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protections } from './model.ts';
import { careOf } from './rules.ts';

const some = fc.subarray([...protections]);

test('whatever an officer wants, the authority’s floor holds', () => {
  fc.assert(
    fc.property(some, some, (floor, own) => {
      const { holds } = careOf(floor, own);
      for (const one of floor) expect(holds).toContain(one);
      for (const one of own) expect(holds).toContain(one);
      expect(holds.every((one) => floor.includes(one) || own.includes(one))).toBe(true);
    }),
  );
});
