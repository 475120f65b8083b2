// What `npm run soak` runs, in a process of its own.
import { parseArgs } from 'node:util';
import { setup } from '#test/database-server.ts';
import { soak } from './soak.ts';

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { hours: number, seed: number, steps: number, worlds: number } });
const read = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${text} is not a number`);
  return value;
};

const stop = await setup();
try {
  const { hours, seed, steps, worlds } = values;
  const ok = await soak({ hours: read(hours), seed: read(seed), steps: read(steps), worlds: read(worlds) });
  process.exitCode = ok ? 0 : 1;
} finally {
  await stop();
}
