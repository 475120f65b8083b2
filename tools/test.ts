// `npm test`: types, lint and every test. With arguments (`-- --project nodes`, `-- src/features/records`) only the
// tests that these name. The last line says how many passed and failed.
import { runVitest } from './run-vitest.ts';
import { runStaticChecks } from './static-checks.ts';
import { closingLine, sumTallies } from './tally.ts';

const args = process.argv.slice(2);
const checks = args.length === 0 ? await runStaticChecks() : [];
const tally = sumTallies([...checks, await runVitest(args)]);
process.stdout.write(`${closingLine(tally)}\n`);
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
