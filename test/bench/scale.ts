// One log of 10,000,000 records in an alliance of 40 participants: a page and an append, 500,000 records released, a
// release that all others read, a peer that comes back after a year, and the largest body. All nodes are in this process.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { startBenchPostgres } from './alliance.ts';
import { fillNode } from './fill.ts';
import type { FilledNode } from './fill.ts';
import { catchUp, openForty } from './forty.ts';
import { corpusFile, repetitions, report, say } from './measure.ts';
import { append, readPage, submitSources } from './probe.ts';

const count = Number(process.env['TAMGA_BENCH_SCALE'] ?? 10_000_000);
const released = Math.min(500_000, count / 4);
const missed = Math.min(100_000, count / 4);
const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const seconds = (since: number): number => (performance.now() - since) / 1000;
const at = `at ${count.toLocaleString('en')} records`;

const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
if (file === null) report({ what: `a log ${at}`, unit: 's', values: [], note: 'skipped: no ../shared/corpora' });
else {
  await using postgres = await startBenchPostgres();
  const home = mkdtempSync(join(tmpdir(), 'tamga-scale-'));
  await using forty = await openForty(postgres, home);
  const { xa, others } = forty;
  say('40 nodes are open');
  const start = performance.now();
  await fillNode(xa, readFileSync(file), count, [...others.keys()]);
  for (const [code, peer] of others) await catchUp(xa, code, peer);
  say(`${count} records in ${seconds(start).toFixed(0)} s`);
  await measureLog(xa);
  await measureRelease(xa);
  await catchUp(xa, 'xc', others.get('xc')!);
  await measureForty(xa, others);
  await measureLargest(xa, others.get('xb')!);
  await measureYear(xa, others.get('xb')!);
  rmSync(home, { recursive: true, force: true });
}

async function measureLog(xa: FilledNode): Promise<void> {
  const pages: number[] = [];
  const appends: number[] = [];
  for (let i = 0; i < repetitions * 3; i++) {
    pages.push(await readPage(xa));
    appends.push(await append(xa));
  }
  report({ what: `feed page of 2,000 lines ${at}`, unit: 'ms', values: pages });
  report({ what: `append of 256 leaves ${at}`, unit: 'ms', values: appends });
}

/** From the request until everything has its place in the recipient's feed. */
async function measureRelease({ node }: FilledNode): Promise<void> {
  const { rows } = await sql<{ refs: string[] }>`
    select array_agg(ref) as refs from (select r.ref from record r join release_item i on i.record_id = r.id
      where i.recipient <> 'xc' and r.kind = 'threat.object' limit ${released}) given`.execute(node.deps.db);
  const refs = rows[0]?.refs ?? [];
  const start = performance.now();
  for (let from = 0; from < refs.length; from += 100_000)
    await releaseRecords(node.deps, actor, refs.slice(from, from + 100_000), ['xc']);
  const decided = seconds(start);
  while (await hasQueue(node)) await node.sequence();
  const what = `${refs.length.toLocaleString('en')} records released to one participant ${at}`;
  const note = `decided after ${decided.toFixed(1)} s`;
  report({ what, unit: 's', target: { atMost: 60 }, values: [seconds(start)], note });
}

/** One record to all 39 others: until every one of them has it; then a round of cosignatures, and one of idle pulls. */
async function measureForty({ node }: FilledNode, others: ReadonlyMap<string, FilledNode>): Promise<void> {
  const reached: number[] = [];
  const cosigned: number[] = [];
  const idle: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const refs = await submitSources(node, 1, 400);
    const start = performance.now();
    await releaseRecords(
      node.deps,
      actor,
      refs,
      [...others.keys()].filter((code) => code !== 'iop'),
    );
    await node.sequence();
    for (const { node: peer } of others.values()) while (await peer.pull('xa'));
    reached.push(seconds(start));
    const asked = performance.now();
    await node.collectCosignatures();
    cosigned.push(seconds(asked));
    const last = performance.now();
    for (const { node: peer } of others.values()) await peer.pull('xa');
    idle.push((seconds(last) * 1000) / others.size);
  }
  report({
    what: 'one record released to all others of 40 participants, until all have it',
    unit: 's',
    values: reached,
  });
  report({ what: 'a checkpoint cosigned by 39 witnesses', unit: 's', values: cosigned });
  report({ what: 'an idle pull, gossip of 40 logs with it', unit: 'ms', values: idle });
}

/** The largest body that a record may have, from its release until the peer has it. */
async function measureLargest({ node }: FilledNode, { node: peer }: FilledNode): Promise<void> {
  const values: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const refs = await submitSources(node, 1, 4 * 1024 * 1024 - 200);
    const start = performance.now();
    await releaseRecords(node.deps, actor, refs, ['xb']);
    await node.sequence();
    while (await peer.pull('xa'));
    values.push(seconds(start) * 1000);
  }
  report({ what: 'a body of 4 MiB from release to the peer', unit: 'ms', values });
}

/** A peer that was away for a year: what was recalled goes first, then it reads what it missed. */
async function measureYear({ node }: FilledNode, { node: peer }: FilledNode): Promise<void> {
  const old: string[] = [];
  for (let made = 0; made < missed; made += 1_000) {
    const refs = await submitSources(node, Math.min(1_000, missed - made), 400);
    await releaseRecords(node.deps, actor, refs, ['xb']);
    while (await hasQueue(node)) await node.sequence();
    if (made > 0) continue;
    old.push(...refs);
    while (await peer.pull('xa'));
  }
  await recallRecords(node.deps, actor, old, ['xb'], 'withdrawn');
  await node.sequence();
  await sql`update peer set last_contact_at = last_contact_at - interval '1 year'`.execute(peer.deps.db);
  const start = performance.now();
  let more = await peer.pull('xa');
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from record where ref = any(${old}::text[]) and body is not null`.execute(peer.deps.db);
  if (rows[0]?.left !== 0) throw new Error(`${rows[0]?.left} recalled records still have their content`);
  const recalled = seconds(start);
  while (more) more = await peer.pull('xa');
  const rate = (missed - old.length) / seconds(start);
  report({
    what: `a peer a year behind: ${old.length} recalled contents gone, and a page`,
    unit: 's',
    values: [recalled],
  });
  const what = `a peer a year behind: ${missed.toLocaleString('en')} records, both nodes in one process`;
  report({ what, unit: 'records/s', values: [rate] });
}

async function hasQueue({ deps }: FilledNode['node']): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select 1 from log_queue) as some`.execute(deps.db);
  return rows[0]?.some === true;
}
