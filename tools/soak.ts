// `npm run soak`: the simulation for as long as one likes. `-- --hours 2 --seed 7` world after world from that seed on;
// `-- --seed 7 --steps 180` one world again, exactly. See test/simulation/README.md.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const child = fork(new URL('../test/simulation/main.ts', import.meta.url), process.argv.slice(2));
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
