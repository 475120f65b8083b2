/** A step of a scale of confidence: what it is called, the value that stands for it, and the range of values that it is read from. */
export interface ConfidenceStep {
  readonly words: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const step = (words: string, value: number, from: number, to: number): ConfidenceStep => ({ words, value, from, to });

/**
 * The scales of STIX 2.1 Appendix A. A value of 0 to 100 must be shown by these ranges wherever it is shown in one of the scales
 * (§3.2). What is not specified, and credibility 6 of the Admiralty ("truth cannot be judged"), has no value at all.
 */
export const CONFIDENCE_SCALES = {
  'none-low-med-high': [
    step('None', 0, 0, 0),
    step('Low', 15, 1, 29),
    step('Med', 50, 30, 69),
    step('High', 85, 70, 100),
  ],
  '0-10': Array.from({ length: 11 }, (_, n) =>
    step(String(n), n * 10, n === 0 ? 0 : n * 10 - 5, Math.min(n * 10 + 4, 100)),
  ),
  admiralty: [
    step('5 - Improbable', 10, 0, 19),
    step('4 - Doubtful', 30, 20, 39),
    step('3 - Possibly True', 50, 40, 59),
    step('2 - Probably True', 70, 60, 79),
    step('1 - Confirmed by other sources', 90, 80, 100),
  ],
  wep: [
    step('Impossible', 0, 0, 0),
    step('Highly Unlikely/Almost Certainly Not', 10, 1, 19),
    step('Unlikely/Probably Not', 30, 20, 39),
    step('Even Chance', 50, 40, 59),
    step('Likely/Probable', 70, 60, 79),
    step('Highly likely/Almost Certain', 90, 80, 99),
    step('Certain', 100, 100, 100),
  ],
  dni: [
    step('Almost No Chance / Remote', 5, 0, 9),
    step('Very Unlikely / Highly Improbable', 15, 10, 19),
    step('Unlikely / Improbable', 30, 20, 39),
    step('Roughly Even Chance / Roughly Even Odds', 50, 40, 59),
    step('Likely / Probable', 70, 60, 79),
    step('Very Likely / Highly Probable', 85, 80, 89),
    step('Almost Certain / Nearly Certain', 95, 90, 100),
  ],
} as const satisfies Readonly<Record<string, readonly ConfidenceStep[]>>;

export type ConfidenceScale = keyof typeof CONFIDENCE_SCALES;

/** What a confidence is called on a scale. Undefined for what is no confidence: not a whole number from 0 to 100. */
export function confidenceWords(value: unknown, scale: ConfidenceScale = 'wep'): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  const steps: readonly ConfidenceStep[] = CONFIDENCE_SCALES[scale];
  return steps.find(({ from, to }) => from <= value && value <= to)?.words;
}

/** The value that stands for a step of a scale, whatever the case of its words. Undefined where the scale has no such step. */
export function confidenceValue(words: string, scale: ConfidenceScale = 'wep'): number | undefined {
  const steps: readonly ConfidenceStep[] = CONFIDENCE_SCALES[scale];
  return steps.find((one) => one.words.toLowerCase() === words.trim().toLowerCase())?.value;
}
