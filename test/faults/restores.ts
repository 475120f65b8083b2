import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '#platform/db/db.ts';
import { createBareDatabase } from '../database.ts';
import { report } from './bundles.ts';
import { nodeProcess } from './processes.ts';
import type { NodeProcess, OpenNode } from './processes.ts';
import { runTamga, until } from './programs.ts';

/** Seals a record and lets xb have it. */
export async function tell(node: NodeProcess, n: number): Promise<string> {
  const { ref } = await node.ask<{ ref: string }>('/api/records', { method: 'POST', body: report(n) });
  await node.ask('/api/releases', { method: 'POST', body: { records: [ref], to: ['xb'] } });
  return ref;
}

export const untilHeld = (db: Db, refs: readonly string[]): Promise<void> =>
  until(`${refs.length} records`, async () => {
    const { rows } = await sql`select 1 from record where ref = any(${refs}) and body is not null`.execute(db);
    return rows.length === refs.length;
  });

export const environment = ({ settings }: OpenNode): NodeJS.ProcessEnv => ({
  TAMGA_HOME: settings.folder,
  TAMGA_PARTICIPANT: settings.folder.split('/').at(-1),
  DATABASE_URL: settings.databaseUrl,
});

/** Nodes of the alliance that do not run in these tests. */
export const absent = 'ec,iop,xc';
export const cannotHear = { args: ['--without', absent] };

export type Again = AsyncDisposable & { node: NodeProcess; db: Db; databaseUrl: string; folder: string };

export const backupOf = (node: OpenNode): string => join(node.settings.folder, '..', `${node.code}.tamga-backup`);

export async function backup(xa: OpenNode): Promise<void> {
  const made = await runTamga(['backup', '-o', backupOf(xa)], environment(xa));
  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/rows of \d+ tables, .*without private keys/) });
}

/** A node in another folder and another database, from its backup; not started. */
export async function restore(xa: OpenNode): Promise<Again> {
  await using building = new AsyncDisposableStack();
  const bare = building.use(await createBareDatabase());
  const folder = join(xa.settings.folder, '..', 'again', xa.code);
  const restored = await runTamga(['restore', backupOf(xa), '--home', folder], { DATABASE_URL: bare.url });
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining(`${xa.code} is restored`) });
  cpSync(join(xa.settings.folder, 'keys'), join(folder, 'keys'), { recursive: true });
  const node = building.use(nodeProcess({ ...xa.settings, folder, databaseUrl: bare.url }));
  const stack = building.move();
  return { node, db: bare.db, databaseUrl: bare.url, folder, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
