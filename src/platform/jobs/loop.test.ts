import { expect, test } from 'vitest';
import { createLogger } from '../logger.ts';
import { startLoop } from './loop.ts';

type Line = { level: string; event: string; why?: string; failures?: number };

/** Runs a job that goes through these outcomes, woken by its own timer, and gives what was logged. */
async function logOf(outcomes: readonly (string | null)[]): Promise<Line[]> {
  const lines: Line[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Line);
  const logger = createLogger({ name: 'test', level: 'debug', now: () => new Date(0), write });
  const { promise: done, resolve } = Promise.withResolvers<void>();
  let run = 0;
  const job = {
    name: 'pull',
    everyMs: 1,
    async run() {
      const why = outcomes[run++];
      if (run >= outcomes.length) resolve();
      if (typeof why === 'string') throw new Error(why);
      return false;
    },
  };
  const isExpected = (error: unknown): boolean => error instanceof Error && error.message.startsWith('away');
  await using _loop = startLoop(job, logger, isExpected, 1);
  await done;
  await new Promise((next) => setTimeout(next, 5));
  return lines;
}

test('a peer that stays away is told of once, again when the reason changes, and when it is back', async () => {
  const lines = await logOf(['away: a', 'away: a', 'away: a', 'away: b', 'away: b', null]);
  const news = lines.filter(({ level }) => level === 'info').map(({ event, why, failures }) => [event, why, failures]);
  expect(news.slice(0, 3)).toEqual([
    ['job-failed', 'away: a', 1],
    ['job-failed', 'away: b', 4],
    ['job-recovered', undefined, 5],
  ]);
  expect(lines.filter(({ level }) => level === 'debug')).toHaveLength(3);
});

test('a failure that nobody expected is an error each time', async () => {
  const lines = await logOf(['bug', 'bug', 'away: a', 'bug', null]);
  expect(lines.slice(0, 4).map(({ level }) => level)).toEqual(['error', 'error', 'info', 'error']);
});
