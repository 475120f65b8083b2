import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#platform/db/db.ts';
import { createBareDatabase } from '../database.ts';
import { untilWritten } from './audit.ts';
import { report } from './bundles.ts';
import { nodeProcess, startProcesses } from './processes.ts';
import type { NodeProcess, OpenNode } from './processes.ts';
import { runTamga, until } from './programs.ts';

/** Seals a record and lets xb have it. */
async function tell(node: NodeProcess, n: number): Promise<string> {
  const { ref } = await node.ask<{ ref: string }>('/api/records', { method: 'POST', body: report(n) });
  await node.ask('/api/releases', { method: 'POST', body: { records: [ref], to: ['xb'] } });
  return ref;
}

const untilHeld = (db: Db, refs: readonly string[]): Promise<void> =>
  until(`${refs.length} records`, async () => {
    const { rows } = await sql`select 1 from record where ref = any(${refs}) and body is not null`.execute(db);
    return rows.length === refs.length;
  });

const environment = ({ settings }: OpenNode): NodeJS.ProcessEnv => ({
  TAMGA_HOME: settings.folder,
  TAMGA_PARTICIPANT: settings.folder.split('/').at(-1),
  DATABASE_URL: settings.databaseUrl,
});

test('a node that lost nothing since its backup goes on in another folder and another database', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const before = [await tell(xa, 1), await tell(xa, 2)];
  await untilHeld(xb.db, before);
  await untilWritten(xa.db);
  await xa.stop();
  await xb.stop(); // it confirms nothing more to xa, so nothing is missing
  const file = join(xa.settings.folder, '..', 'xa.tamga-backup');
  const made = await runTamga(['backup', '-o', file], environment(xa));
  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/rows of \d+ tables, .*without private keys/) });

  await using bare = await createBareDatabase();
  const folder = join(xa.settings.folder, '..', 'again', 'xa');
  const keys = join(xa.settings.folder, 'keys');
  const restored = await runTamga(['restore', file, '--home', folder], { DATABASE_URL: bare.url });
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('xa is restored') });
  const again = await runTamga(['restore', file, '--home', folder], { DATABASE_URL: bare.url });
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') });

  cpSync(keys, join(folder, 'keys'), { recursive: true });
  await using node = nodeProcess({ ...xa.settings, folder, databaseUrl: bare.url });
  await xb.start();
  await node.start();
  const after = await tell(node, 3);
  await untilHeld(xb.db, [...before, after]);
  const { rows } = await sql`select 1 from peer where stopped`.execute(xb.db);
  expect(rows, 'no peer was stopped').toEqual([]);
});
