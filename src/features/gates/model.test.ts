import { expect, test } from 'vitest';
import { countRefusals } from './model.ts';

test('a decision about what was set aside is no refusal: it is counted apart, under no rule', () => {
  const decision = { outcome: 'released', by: 'xa/cyber/o-1', reason: 'it was ours' } as const;
  const blocks = [
    { code: 'marking-base', count: 3 },
    { code: 'marking-base', count: 2, decision },
    { code: 'stix-id', count: 1 },
    { code: 'marking-base', count: 4 },
  ];
  expect(countRefusals(blocks)).toEqual({
    refused: new Map([
      ['marking-base', 7],
      ['stix-id', 1],
    ]),
    decided: 2,
  });
  expect(countRefusals([])).toEqual({ refused: new Map(), decided: 0 });
});
