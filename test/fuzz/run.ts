import { throwDice } from '#test/simulation/dice.ts';
import type { Dice } from '#test/simulation/dice.ts';
import { lawOfPatterns } from './pattern-laws.ts';
import { lawOfElements, lawOfScan } from './scan-laws.ts';
import { lawOfBundles, lawOfValidator, lawOfValidObjects } from './validate-laws.ts';

/** Each makes something of the dice, holds what it says, and gives what it was tried on. */
const laws: Readonly<Record<string, (dice: Dice) => unknown>> = {
  scan: lawOfScan,
  elements: lawOfElements,
  validator: lawOfValidator,
  bundles: lawOfBundles,
  valid: lawOfValidObjects,
  patterns: lawOfPatterns,
};
export const lawNames = Object.keys(laws);

export type Broken = { law: string; seed: number; case: number; error: unknown };
export type Fuzzed = { cases: number; broken: Broken | undefined };

/** A case follows from seed, law and number alone, so that one that breaks a law is made again without those before it. */
export function runCase(law: string, seed: number, number: number): unknown {
  let mixed = seed >>> 0;
  for (const unit of `${law} ${number}`) mixed = Math.imul(mixed ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  return laws[law]?.(throwDice(mixed));
}

/** Case after case, law by law in turn, until the time is over or one is broken. */
export function fuzz(
  seed: number,
  ms: number,
  only: readonly string[] = lawNames,
  now = () => performance.now(),
): Fuzzed {
  const until = now() + ms;
  for (let cases = 0; ; cases += 1) {
    if (cases % 20 === 0 && now() >= until) return { cases, broken: undefined };
    for (const law of only) {
      try {
        runCase(law, seed, cases);
      } catch (error) {
        return { cases, broken: { law, seed, case: cases, error } };
      }
    }
  }
}

/** What a person needs to see it again. */
export const toText = ({ law, seed, case: number, error }: Broken): string =>
  [
    `fuzz: the law "${law}" was broken by case ${number} of seed ${seed}:`,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    `again: npm run soak -- --fuzz --seed ${seed} --case ${law}:${number}`,
  ].join('\n');
