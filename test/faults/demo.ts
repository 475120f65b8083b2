import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClient } from '#client.ts';
import { onTestFinished } from 'vitest';
import { demoNodes } from '../../tools/demo-alliance.ts';
import { processesIn, runProgram, until } from './programs.ts';
import type { Program } from './programs.ts';

export type Demo = Program & { links: Map<string, string> };
export type DemoPlace = { home: string; base: number };

/** Without its past, which would take longer than all that is tested. */
const start = [process.execPath, 'tools/start.ts', '--no-history'];

/** `npm start` without npm: the program that it becomes. Not waited for. */
export const runDemo = ({ home, base }: DemoPlace, command: readonly string[] = start): Program =>
  runProgram(command, { TAMGA_HOME: home, TAMGA_PORT_BASE: String(base) });

/** The same under a parent that can die alone, as npm can. */
export const underShell = ['sh', '-c', `'${start.join("' '")}'; exit 0`];

/** Starts a demonstration and waits for its line `ready`. */
export async function startDemo(place: DemoPlace, command?: readonly string[]): Promise<Demo> {
  const program = runDemo(place, command);
  let over = false;
  void program.exited.then(() => (over = true));
  // A test that fails leaves nothing that stands in the way of the next.
  onTestFinished(() => {
    if (!over) process.kill(program.child.pid!, 'SIGTERM');
    return program.exited.then(() => undefined);
  });
  await until('ready', () => over || program.output().endsWith('\nready\n'), 90_000);
  if (over) throw new Error(`the demonstration ended: ${program.output()}`);
  const links = program.output().matchAll(/^(\w+) .*sign in once: (\S+)$/gm);
  return { ...program, links: new Map([...links].map(([, code = '', url = '']) => [code, url])) };
}

/** Sends a signal to the process, or to its whole group as a terminal does, and gives its exit code. */
export async function endDemo(demo: Program, signal: NodeJS.Signals, group = false): Promise<number | null> {
  process.kill(group ? -demo.child.pid! : demo.child.pid!, signal);
  return demo.exited;
}

/** Ends with an error that is for the user. Gives what it printed, once none of its processes can print any more. */
export async function failingDemo(place: DemoPlace): Promise<{ code: number | null; output: string }> {
  const program = runDemo(place);
  const closed = once(program.child, 'close');
  const code = await program.exited;
  await Promise.race([closed, sleep(10_000)]);
  return { code, output: program.output() };
}

/** Every process of the demonstration, its PostgreSQL's included, is gone. */
export const untilGone = ({ home }: DemoPlace, timeoutMs: number): Promise<void> =>
  until(`no process of ${home}`, () => processesIn(home).length === 0, timeoutMs);

/** The refs of every record that each node holds. */
export async function recordsOf({ home }: DemoPlace): Promise<Record<string, string[]>> {
  const refs = demoNodes.map(async ({ code }) => {
    const { items } = await openClient(home, code, 'auditor').listRecords({ query: { limit: 200 } });
    // What was read is accounted for while a demonstration runs.
    const said = items.filter(({ kind }) => kind !== 'audit.batch');
    return [code, said.map((item) => item.ref).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(refs));
}

/** The same, once they have reached everybody: what was sealed last is still under way when a demonstration says `ready`. */
export async function settledRecordsOf(place: DemoPlace): Promise<Record<string, string[]>> {
  let before = '';
  let records = await recordsOf(place);
  await until('nothing arrives any more', async () => {
    before = JSON.stringify(records);
    await sleep(1500);
    records = await recordsOf(place);
    return JSON.stringify(records) === before;
  });
  return records;
}
