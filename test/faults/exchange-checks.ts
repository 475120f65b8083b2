import { sql } from 'kysely';
import { expect } from 'vitest';
import { verifyRecord } from '#features/records/verify.ts';
import type { RecordDetail } from '#features/records/view.ts';
import type { Proof } from '#features/records/verify.ts';
import { readOpened } from '../bodies.ts';
import { until } from './programs.ts';
import type { OpenNode } from './processes.ts';
import type { Storm } from './storm.ts';

/** What xa acknowledged is there once; xb has exactly what was released, the same bytes, and said so. */
export async function checkExchange(xa: OpenNode, xb: OpenNode, storm: Storm, bundleSize: number): Promise<void> {
  const doubles = await sql`select object_id, version from threat_object group by 1, 2 having count(*) > 1`.execute(
    xa.db,
  );
  expect(doubles.rows, 'objects that became two records').toEqual([]);
  const { rows: objects } = await sql<{ n: number }>`select count(*) as n from threat_object`.execute(xa.db);
  expect(objects[0]?.n, 'every object of every file is there').toBe(storm.bundles * bundleSize);
  const { rows: own } = await sql<{ ref: string }>`select ref from record where verdict = 'own'`.execute(xa.db);
  const refs = new Set(own.map((row) => row.ref));
  expect(own.length, 'no ref was given twice').toBe(refs.size);
  expect(
    [...storm.said, ...storm.releases].filter((ref) => !refs.has(ref)),
    'acknowledged, and lost',
  ).toEqual([]);

  const due = await sql<{ ref: string }>`select ref from record
    where digest in (select digest from release_item) or recipient = 'xb'`.execute(xa.db);
  const dueRefs = new Set(due.rows.map((row) => row.ref));
  const sealed = (await readOpened(xa.db, xa.self)).filter((record) => dueRefs.has(record.ref));
  const there = (await readOpened(xb.db, xb.self)).filter((record) => record.ref.startsWith('xa/'));
  const byRef = (a: { ref: string }, b: { ref: string }): number => (a.ref < b.ref ? -1 : 1);
  expect(there.toSorted(byRef), 'xb has exactly what was released, byte for byte').toEqual(sealed.toSorted(byRef));
  expect(there.length).toBeGreaterThan(bundleSize);

  const unconfirmed = sql<{ n: number }>`select count(*) as n from (select distinct digest from release_item
    except select digest from receipt_item where holder = 'xb' and status = 'delivered') missing`;
  await until('every receipt', async () => (await unconfirmed.execute(xa.db)).rows[0]?.n === 0);
  const twice = await sql`select ref from receipt_item group by ref, status having count(*) > 1`.execute(xa.db);
  expect(twice.rows, 'confirmed twice').toEqual([]);
  for (const node of [xa, xb]) {
    const wrong = await sql`select code, why from refused_line union all select code, why from refusal_item
      union all select code, why from alarm union all select participant, 'stopped' from peer where stopped
      union all select code, why from record where verdict not in ('own', 'accepted')`.execute(node.db);
    expect(wrong.rows, `refused, alarming or set aside at ${node.code}`).toEqual([]);
  }
}

/** Seal, directory, profile, body and inclusion of a sample of records, as a third party would check them. */
export async function checkProofs(xa: OpenNode, xb: OpenNode, random: () => number): Promise<void> {
  const { alliance } = await xa.ask<{ alliance: { id: string; profile: number; digest: string } }>('/api/alliance');
  const { rows } = await sql<{ ref: string }>`select ref from record where participant = 'xa' order by id`.execute(
    xb.db,
  );
  for (let i = 0; i < 12; i++) {
    const { ref } = rows[Math.floor(random() * rows.length)]!;
    const node = i % 2 === 0 ? xb : xa;
    const { digest, body, envelope: facts } = await node.ask<RecordDetail>(`/api/records/${ref}`);
    const proof = await node.ask<Proof>(`/api/records/${ref}/proof`);
    const steps = await verifyRecord(proof, { alliance, record: { ref, digest, body, facts } });
    expect(
      steps.filter((step) => step.outcome !== 'pass'),
      `${ref} at ${node.code}`,
    ).toEqual([]);
  }
}
