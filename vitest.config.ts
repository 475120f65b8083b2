import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], timeoutMs: number) => ({
  extends: true as const,
  test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

export default defineConfig({
  test: {
    // Started once for the whole run; PostgreSQL itself only when the first test asks for a database.
    globalSetup: ['test/database-server.ts'],
    pool: 'forks',
    // Our tests share no state through modules: a few processes for all files are 4 to 8 times faster. One more than there are cores:
    // half of what a test takes it waits for a process, a page or a timer.
    isolate: false,
    maxWorkers: Math.min(availableParallelism() + 1, 4),
    // What is waited for comes in its own time; only what never comes is a failure.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      project('unit', ['packages/*/src/**/*.test.ts', 'src/**/*.test.{ts,tsx}', 'test/house/**/*.test.ts'], 20_000),
      project(
        'nodes',
        ['test/federation/**/*.test.ts', 'test/faults/**/*.test.ts', 'test/simulation/**/*.test.ts'],
        // A busy machine takes twice as long as a quiet one.
        240_000,
      ),
      project('e2e', ['test/e2e/**/*.test.ts'], 240_000),
      project('conformance', ['test/conformance/**/*.test.ts', 'test/fuzz/**/*.test.ts'], 120_000),
    ],
  },
});
