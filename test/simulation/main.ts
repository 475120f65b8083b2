// What `npm run soak` runs, in a process of its own.
import { parseArgs } from 'node:util';
import { setup } from '#test/database-server.ts';
import { fuzzAlone } from '#test/fuzz/soak.ts';
import { runMutations } from './mutations/run.ts';
import { soak } from './soak.ts';

const number = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    hours: number,
    seed: number,
    steps: number,
    worlds: number,
    mutations: { type: 'boolean' },
    only: number,
    fuzz: { type: 'boolean' },
    case: number,
  },
});
const read = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${text} is not a number`);
  return value;
};

// Fuzzing alone asks for no database: for half an hour, or one case again.
if (values.fuzz || values.case !== undefined)
  process.exit(fuzzAlone(read(values.seed), read(values.hours), values.case) ? 0 : 1);

// In a copy with a planted bug the server of the run before is asked.
const stop = process.env['TAMGA_TEST_DATABASE'] ? async () => {} : await setup();
try {
  const { hours, seed, steps, worlds, only } = values;
  const ok = values.mutations
    ? await runMutations(only)
    : (steps !== undefined || fuzzAlone(read(seed), (read(hours) ?? 0.05) / 10)) &&
      (await soak({ hours: read(hours), seed: read(seed), steps: read(steps), worlds: read(worlds) }));
  process.exitCode = ok ? 0 : 1;
} finally {
  await stop();
}
