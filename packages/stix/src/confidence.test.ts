import { expect, test } from 'vitest';
import { CONFIDENCE_SCALES, confidenceValue, confidenceWords, type ConfidenceScale } from './index.ts';

const scales = Object.keys(CONFIDENCE_SCALES) as ConfidenceScale[];

test.each(scales)(
  'every value from 0 to 100 has exactly one step on the scale %s, and each step its own value',
  (scale) => {
    const covered = CONFIDENCE_SCALES[scale].flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, n) => from + n),
    );
    expect(covered.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, n) => n));
    for (const { words, value } of CONFIDENCE_SCALES[scale]) {
      expect(confidenceWords(value, scale)).toBe(words);
      expect(confidenceValue(words.toUpperCase(), scale)).toBe(value);
    }
  },
);

test.each([
  ['wep', 60, 'Likely/Probable'],
  ['wep', 79, 'Likely/Probable'],
  ['wep', 80, 'Highly likely/Almost Certain'],
  ['wep', 1, 'Highly Unlikely/Almost Certainly Not'],
  ['none-low-med-high', 29, 'Low'],
  ['none-low-med-high', 30, 'Med'],
  ['0-10', 94, '9'],
  ['0-10', 95, '10'],
  ['admiralty', 39, '4 - Doubtful'],
  ['dni', 89, 'Very Likely / Highly Probable'],
] as const)('on the scale %s the value %d is called %s (STIX 2.1 Appendix A)', (scale, value, words) => {
  expect(confidenceWords(value, scale)).toBe(words);
});

test.each([undefined, null, -1, 101, 50.5, Number.NaN, '50'])('%s is no confidence and has no words', (value) => {
  expect(confidenceWords(value)).toBeUndefined();
});

test('a scale has no value for words that are not on it', () => {
  expect(confidenceValue('sure')).toBeUndefined();
  expect(confidenceValue('6 - Truth cannot be judged', 'admiralty')).toBeUndefined();
});
