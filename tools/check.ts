// `npm run check`: types, lint and the tests that need no second node and no browser.
import { runVitest } from './run-vitest.ts';
import { runStaticChecks } from './static-checks.ts';
import { closingLine, sumTallies } from './tally.ts';

const tally = sumTallies([...(await runStaticChecks()), await runVitest(['--project', 'unit'])]);
process.stdout.write(`${closingLine(tally)}\n`);
process.exitCode = tally.failed > 0 ? 1 : 0;
