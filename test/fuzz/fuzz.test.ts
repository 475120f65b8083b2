import { expect, test } from 'vitest';
import { fuzz, lawNames, runCase, toText } from './run.ts';

/** Hours of it: `npm run soak -- --fuzz`. */
const seed = Number(process.env['TAMGA_SEED'] ?? 1);

test.each(lawNames)('made-up and broken texts keep the law: %s', (law) => {
  const { cases, broken } = fuzz(seed, 1_500, [law]);
  expect(broken && toText(broken)).toBeUndefined();
  expect(cases).toBeGreaterThan(20);
});

test('a case is the same again, whatever came before it', () => {
  for (const law of lawNames) expect(runCase(law, 7, 42)).toEqual(runCase(law, 7, 42));
});
