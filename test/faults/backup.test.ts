import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#platform/db/db.ts';
import { untilWritten } from './audit.ts';
import { absent, backup, backupOf, cannotHear, environment, restore, tell, untilHeld } from './restores.ts';
import { nodeProcess, startProcesses } from './processes.ts';
import type { OpenNode } from './processes.ts';
import { runTamga, until } from './programs.ts';

const held = async (db: Db, ref: string): Promise<number> =>
  (await sql`select 1 from record where ref = ${ref} and body is not null`.execute(db)).rows.length;

const checkNotStopped = async (xb: OpenNode): Promise<void> => {
  const { rows } = await sql`select 1 from peer where stopped`.execute(xb.db);
  expect(rows, 'no peer was stopped').toEqual([]);
};

test('a node that lost nothing since its backup goes on in another folder and another database', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const before = [await tell(xa, 1), await tell(xa, 2)];
  await untilHeld(xb.db, before);
  await untilWritten(xa.db);
  await xa.stop();
  await backup(xa);
  await using again = await restore(xa);
  const twice = await runTamga(['restore', backupOf(xa), '--home', again.folder], {});
  expect(twice).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') });

  await expect(again.node.start(), 'who may hold more has to say').rejects.toThrow(/ec, iop, xc did not say/);
  await again.node.start(cannotHear);
  const after = await tell(again.node, 3);
  await untilHeld(xb.db, [...before, after]);
  await checkNotStopped(xb);
  await again.node.stop();
  await again.node.start(); // once it was heard, an ordinary start is enough
});

test('a node whose backup is older than what its peers hold of its log signs and serves nothing', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const before = await tell(xa, 1);
  await untilHeld(xb.db, [before]);
  await backup(xa); // while it runs
  const after = await tell(xa, 2);
  await untilHeld(xb.db, [after]);
  const recall = { records: [before], to: ['xb'], reason: 'sent too widely' };
  await xa.ask('/api/recalls', { method: 'POST', body: recall });
  await until('xb takes it back', async () => (await held(xb.db, before)) === 0);
  await xa.stop();

  await using again = await restore(xa);
  await expect(again.node.start(cannotHear)).rejects.toThrow(/own-log-behind/);
  expect(again.node.output()).toMatch(/this node's log has \d+ entries, and a checkpoint under its key has \d+/);
  const head = await sql`select size from log_head`.execute(again.db);
  await xb.stop();
  await expect(again.node.start({ args: ['--without', `xb,${absent}`] }), 'it is not forgotten').rejects.toThrow(
    /own-log-behind/,
  );
  expect((await sql`select size from log_head`.execute(again.db)).rows, 'nothing was signed').toEqual(head.rows);
  await checkNotStopped(xb);
});

test('a database that went back under a node is noticed by its checkpoint file alone', async () => {
  await using net = await startProcesses('xa');
  const xa = net.node('xa');
  await tell(xa, 1);
  await untilWritten(xa.db);
  await backup(xa);
  await tell(xa, 2);
  await untilWritten(xa.db);
  await xa.stop();
  await using again = await restore(xa);
  await again.node.start({ args: ['--without', `xb,${absent}`] }); // nobody to ask: on the operator's own word
  await again.node.stop();
  await using old = nodeProcess({ ...xa.settings, databaseUrl: again.databaseUrl });
  await expect(old.start()).rejects.toThrow(/own-log-(behind|forked)/);
});

test('a node that hears of its own later checkpoint while it runs ends, and does not start again', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  await untilHeld(xb.db, [await tell(xa, 1)]);
  await backup(xa);
  const later = [await tell(xa, 2), await tell(xa, 3)];
  await untilHeld(xb.db, later);
  await sql`update peer set gossip_note = checkpoint_note`.execute(xb.db); // as it does every minute
  await xa.stop();
  await xb.stop();
  await using again = await restore(xa);
  await again.node.start({ args: ['--without', `xb,${absent}`] });
  await xb.start();
  expect(await again.node.program().exited).toBe(1);
  expect(again.node.output()).toContain('own-log');
  await expect(again.node.start()).rejects.toThrow(/own-log-(behind|forked)/);
});

test('a restored node takes back what was recalled meanwhile, and its receipt counts backups and exports from before', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const ref = await tell(xa, 1);
  await untilHeld(xb.db, [ref]);
  await xb.ask(`/api/records/${ref}/proof-file`);
  await untilWritten(xb.db);
  await xb.stop();
  await backup(xb);
  await xa.ask('/api/recalls', { method: 'POST', body: { records: [ref], to: ['xb'], reason: 'sent too widely' } });

  await using again = await restore(xb);
  await again.node.start(cannotHear);
  expect(await held(again.db, ref)).toBe(0);
  type Received = { backups_gone_by: string | null; exported: string | null };
  const received = async (): Promise<Received[]> =>
    (await sql<Received>`select backups_gone_by, exported from receipt_item where status = 'destroyed'`.execute(xa.db))
      .rows;
  await until('xa is told', async () => (await received()).length > 0);
  const [told] = await received();
  const { rows } = await sql<{ until: string }>`select keep_until as until from backup_made`.execute(again.db);
  expect(told).toMatchObject({ backups_gone_by: rows[0]!.until, exported: expect.stringContaining('proof-file') });

  const here = { ...environment(xb), TAMGA_HOME: again.folder, DATABASE_URL: again.databaseUrl };
  const listed = await runTamga(['backups', '--json'], here);
  expect(listed.code).toBe(0);
  expect(JSON.parse(listed.output)).toMatchObject([
    { id: 1, path: backupOf(xb), keepUntil: rows[0]!.until, finishedAt: expect.any(String) },
  ]);
  expect(await runTamga(['prune-backups'], here)).toMatchObject({
    code: 0,
    output: 'no backup is over its last day\n',
  });
  await sql`update backup_made set keep_until = '2020-01-01'`.execute(again.db);
  expect((await runTamga(['prune-backups'], here)).code).toBe(0);
  expect(existsSync(backupOf(xb))).toBe(false);
  expect(await runTamga(['prune-backups', '--gone', '1'], here), 'it is in the register no more').toMatchObject({
    code: 1,
  });
  expect((await runTamga(['prune-backups', '--gone', 'all'], here)).code).toBe(2);
});
