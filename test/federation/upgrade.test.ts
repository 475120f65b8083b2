import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encryptStoredBodies, projectDue, rebuildProjections, submitRecords } from '#features/records/actions.ts';
import { verifyFile } from '#features/records/verify/file.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import type { TestDatabase } from '../database.ts';
import { assignAll, earlierReleases, openEarlierDatabase, writeEarlierFolder } from '../earlier/data.ts';
import { rowsOf } from '../rows.ts';
import { count } from './drafts.ts';
import { meridian, startAlliance } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const current = new URL('../../src/migrations/', import.meta.url);
const codes = ['xa', 'xb', 'xc'];
const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const hourMs = 3_600_000;

/** The migrations as a release had them that knew the first `n`. */
function migrationsOf(n: number): URL & Disposable {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-earlier-'));
  for (const name of readdirSync(current).toSorted().slice(0, n)) cpSync(new URL(name, current), join(dir, name));
  return Object.assign(pathToFileURL(`${dir}/`), {
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  });
}

describe.each(earlierReleases)('from release %s', (release, known) => {
  let net: Net;
  let xa: TestNode;
  let xb: TestNode;
  let xc: TestNode;
  beforeAll(async () => {
    /** As a start does it. */
    const upgraded = async (code: string): Promise<TestDatabase> => {
      const database = await openEarlierDatabase(release, code, current);
      const applied = await migrate(database.db, current);
      expect(applied.length, 'there is something to migrate').toBe(readdirSync(current).length - known);
      return database;
    };
    const prepare = async (home: string): Promise<void> => {
      for (const code of codes) assignAll(await writeEarlierFolder(release, home, code));
    };
    net = await startAlliance(readFileSync(meridian, 'utf8'), codes, demoParticipants(7400), prepare, upgraded);
    [xa, xb, xc] = [net.node('xa'), net.node('xb'), net.node('xc')];
    for (const { deps } of [xa, xb, xc]) {
      await encryptStoredBodies(deps.db, { ...deps, randomBytes });
      await projectDue(deps);
    }
    net.clock.advance(hourMs);
  });
  afterAll(() => net[Symbol.asyncDispose]());

  const listed = async (node: TestNode): Promise<RecordSummary[]> =>
    (await node.ask<{ items: RecordSummary[] }>('/api/records?limit=200')).items;
  const titled = async (node: TestNode, title: string): Promise<RecordSummary> =>
    (await listed(node)).find((one) => one.title === title)!;
  const at = (node: TestNode, ref: string): Promise<RecordDetail> => node.ask(`/api/records/${ref}`);
  const notStopped = async (): Promise<void> => {
    for (const { deps } of [xa, xb, xc]) {
      expect((await sql`select 1 from peer where stopped`.execute(deps.db)).rows).toEqual([]);
      expect((await sql`select 1 from alarm`.execute(deps.db)).rows).toEqual([]);
    }
  };

  test('every record of the earlier release is proved with the anchor alone after the upgrade, destroyed or not', async () => {
    for (const node of [xa, xb, xc]) {
      const records = await listed(node);
      expect(records.length).toBeGreaterThan(5);
      for (const { ref, destroyed } of records) {
        const proof = await node.ask(`/api/records/${ref}/proof-file`);
        const report = await verifyFile(Buffer.from(JSON.stringify(proof)), node.deps.self.alliance.id);
        expect(report, `${node.code}: ${ref}`).toMatchObject({ proved: true });
        const content = report.records[0]?.steps.find(({ name }) => name === 'body');
        expect(content?.outcome, `${node.code}: ${ref}`).toBe(destroyed ? 'unchecked' : 'pass');
      }
    }
  });

  test('what the earlier release had read from its records is the same after the upgrade, and when it is read anew', async () => {
    const incident = await titled(xa, 'Ticket halls down');
    const receipts = (await at(xa, incident.ref)).releases.map(({ to, receipts: of }) => [to, of.map((r) => r.status)]);
    expect(receipts.toSorted()).toEqual([
      ['xb', ['delivered']],
      ['xc', ['delivered', 'destroyed']],
    ]);
    expect(await at(xc, incident.ref)).toMatchObject({ destroyed: true, body: null, title: null });
    expect(await xb.ask('/api/threats?q=kestrel')).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ name: 'Grey Kestrel', author: 'xa' })]),
    });
    for (const node of [xa, xb, xc]) {
      const before = await listed(node);
      const threats = await node.ask('/api/threats');
      await transaction(node.deps.db, (tx) => rebuildProjections(tx, node.deps));
      expect(await listed(node)).toEqual(before);
      expect(await node.ask('/api/threats')).toEqual(threats);
    }
  });

  test('the earlier release’s bodies are encrypted, whether or not they lay in the clear, and read as before', async () => {
    for (const node of [xa, xb]) {
      const { rows } = await sql<{ body: Buffer }>`select body from record where body is not null`.execute(
        node.deps.db,
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const { body } of rows) expect(body.includes('Ticket halls') || body.includes('Kestrel')).toBe(false);
      const incident = await titled(node, 'Ticket halls down');
      expect(JSON.parse((await at(node, incident.ref)).body!)).toMatchObject({ hostsAffected: 412 });
    }
  });

  test('after the upgrade logs and feeds go on where they were: peers take what is new, and give back what is recalled', async () => {
    const incident = await titled(xa, 'Ticket halls down');
    const heads = await sql<{ size: number }>`select size from log_head`.execute(xa.deps.db);
    const [counted] = await submitRecords(xa.deps, [count('xa', incident.ref, 440)]);
    await releaseRecords(xa.deps, actor, [counted!.ref], ['xb']);
    await net.settle();
    expect(await at(xb, counted!.ref)).toMatchObject({ verdict: 'accepted' });
    const now = await sql<{ size: number }>`select size from log_head`.execute(xa.deps.db);
    expect(now.rows[0]!.size).toBeGreaterThan(heads.rows[0]!.size);
    await recallRecords(xa.deps, actor, [incident.ref], ['xb'], 'superseded');
    await net.settle();
    expect(await at(xb, incident.ref)).toMatchObject({ destroyed: true });
    await xa.collectCosignatures();
    await xa.shareHeads();
    await notStopped();
  });

  test('an earlier release refuses data that a newer one migrated, names both, and changes nothing', async () => {
    using earlier = migrationsOf(readdirSync(current).length - 1);
    const before = await rowsOf(xa.databaseUrl);
    await expect(migrate(xa.deps.db, earlier)).rejects.toMatchObject({
      code: 'migration-newer',
      message: expect.stringMatching(/schema is 00\d\d-.*none after 00\d\d-/),
    });
    expect(await rowsOf(xa.databaseUrl)).toEqual(before);
  });

  test('what was kept before the upgrade fits the earlier release row by row', async () => {
    using earlier = migrationsOf(known);
    await using database = await openEarlierDatabase(release, 'xa', earlier);
    expect(await migrate(database.db, earlier)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*) as n from record where body is not null`.execute(
      database.db,
    );
    expect(rows[0]!.n).toBeGreaterThan(5);
  });
});
