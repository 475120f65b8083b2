// `npm run soak`: the simulation for as long as one likes. `-- --hours 2 --seed 7` world after world from that seed on;
// `-- --seed 7 --steps 180` one world again, exactly. See test/simulation/README.md. `-- --api 30` instead asks the API whatever its
// description allows and what it does not, for thirty minutes.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const args = process.argv.slice(2);
const usage = `Usage: npm run soak [-- <options>]

Without options: the simulation of test/simulation for three minutes, world after world from seed 1 on.

  --hours <n>          for so many hours; goes on past a seed that breaks a law
  --seed <n>           begins with this seed
  --worlds <n>         so many worlds
  --steps <n>          steps of a world; with --seed alone one world again, exactly
  --mutations          plants each bug of test/simulation/mutations/list.ts, and fails where none of the laws finds it
  --only <names>       of these bugs only those, with commas
  --fuzz               scanner, validator and patterns alone, for half an hour or --hours
  --case <name:n>      one made-up text of a --seed again
  --api <minutes>      asks the API of two nodes what its description allows and what it does not; --seed asks the same again
  --help               prints this
`;
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(usage);
  process.exit(0);
}
const optionOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const minutes = optionOf('--api');
if (minutes !== undefined)
  Object.assign(process.env, {
    TAMGA_FUZZ_MINUTES: minutes,
    TAMGA_FUZZ_SEED: optionOf('--seed') ?? String(Date.now() % 1e9),
  });
const child =
  minutes === undefined
    ? fork(new URL('../test/simulation/main.ts', import.meta.url), args)
    : fork(new URL('../node_modules/vitest/vitest.mjs', import.meta.url), ['run', 'test/federation/fuzz-api.test.ts']);
// Ctrl-C reaches it by itself; what is sent to this program alone has to be passed on.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
