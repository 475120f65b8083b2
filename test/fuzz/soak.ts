import { fuzz, runCase, toText } from './run.ts';

/** Case after case for so many hours, or one that broke a law once more (`law:number`). False when a law was broken. */
export function fuzzAlone(seed = 1, hours = 0.5, again?: string): boolean {
  if (again !== undefined) {
    const [law = '', number = ''] = again.split(':');
    runCase(law, seed, Number(number));
    process.stdout.write(`fuzz: case ${again} of seed ${seed} keeps the law\n`);
    return true;
  }
  const { cases, broken } = fuzz(seed, hours * 3_600_000);
  process.stdout.write(broken ? `${toText(broken)}\n` : `fuzz: ${cases} cases of each law from seed ${seed}\n`);
  return broken === undefined;
}
