// Neighbours two steps away of busy objects, and paths between them, among 1,000,000 objects with 2,000,000 references.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readNeighbours, readPaths } from '#features/threats/graph-actions.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { median, quantile } from '../../tools/bench-report.ts';
import { startBenchPostgres } from './alliance.ts';
import { fillWithoutIndexes } from './bulk.ts';
import { openFilledNode } from './fill.ts';
import { repetitions, report, say } from './measure.ts';
import { readerOf } from '../viewer.ts';

const viewer = readerOf('xa/cyber');

const objects = Number(process.env['TAMGA_BENCH_OBJECTS'] ?? 1_000_000);
const things = Math.floor(objects * 0.6);
const reports = Math.floor(objects * 0.016);
const refsPerReport = 100;
const busy = 20;
const perBusy = 2_500;
const calls = 40;

await using postgres = await startBenchPostgres();
const home = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
await using filled = await openFilledNode(postgres, home);
const { db } = filled.node.deps;
const start = performance.now();
await transaction(db, (tx) => fillWithoutIndexes(tx, ['record', 'threat_object', 'threat_edge'], () => fill(tx)));
await sql`vacuum (analyze)`.execute(db);
const { rows: counts } = await sql<{ objects: number; edges: number }>`
  select (select count(*) from threat_object) as objects, (select count(*) from threat_edge) as edges`.execute(db);
say(
  `${counts[0]?.objects} objects, ${counts[0]?.edges} references in ${((performance.now() - start) / 1000).toFixed(0)} s`,
);
const among = `${(counts[0]?.objects ?? 0).toLocaleString('en')} objects, ${(counts[0]?.edges ?? 0).toLocaleString('en')} references`;
const ids = await busyIds(db);

let [direct, all] = [0, 0];
await measure(`neighbours, two steps from a busy object, p95 (${among})`, 80, async (id) => {
  const { answer } = await readNeighbours(db, id, { depth: '2' }, { limit: 50, before: null }, viewer);
  if (!answer.complete) throw new Error('the walk was cut short: this measures something else');
  direct = answer.relations.reduce((sum, { count }) => sum + count, 0);
  all = answer.types.reduce((sum, { count }) => sum + count, 0);
});
await measure(`neighbours, one step from a busy object, p95 (${among})`, undefined, async (id) => {
  await readNeighbours(db, id, {}, { limit: 50, before: null }, viewer);
});
const { rows: far } = await sql<{
  id: string;
}>`select target_id as id from threat_edge tablesample system (0.1) limit 200`.execute(db);
await measure(`shortest paths between two objects, p95 (${among})`, undefined, async (id, n) => {
  const to = far[n % far.length]?.id ?? '';
  if (to !== id) await readPaths(db, id, { to }, viewer);
});
rmSync(home, { recursive: true, force: true });

async function measure(
  what: string,
  atMost: number | undefined,
  act: (id: string, n: number) => Promise<void>,
): Promise<void> {
  const values: number[] = [];
  const every: number[] = [];
  for (const id of ids) await act(id, 0);
  for (let i = 0; i < repetitions; i++) {
    const times: number[] = [];
    for (let n = 0; n < calls; n++) {
      const from = performance.now();
      await act(ids[n % ids.length] ?? '', i * calls + n);
      times.push(performance.now() - from);
    }
    values.push(quantile(times, 0.95));
    every.push(...times);
  }
  const note = `median of all calls ${median(every).toFixed(1)} ms; the last busy object has ${direct} direct neighbours, ${all} with those two steps away`;
  say(`${what}: ${values.map((value) => value.toFixed(1)).join(', ')} ms; ${note}`);
  report({ what, unit: 'ms', values, note, ...(atMost === undefined ? {} : { target: { atMost } }) });
}

async function busyIds(from: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select object_id as id from threat_object where object_id = any(array(select ${idOf(sql`n`)} from generate_series(0, ${busy - 1}::int) n))`.execute(
    from,
  );
  return rows.map(({ id }) => id);
}

/** The nth thing; every fiftieth is an organisation, of which only its own text says that it is no person. */
function idOf(n: ReturnType<typeof sql>) {
  return sql`case when (${n}) % 50 = 49 then 'identity'
    else (array['malware', 'tool', 'indicator', 'attack-pattern', 'domain-name', 'ipv4-addr', 'file', 'infrastructure'])[(${n}) % 8 + 1]
    end || '--' || md5('thing' || (${n}))::uuid`;
}

/** Made-up rows: things, reports of a hundred of them each, relationships of which few objects have most. */
async function fill(tx: Tx): Promise<void> {
  await sql`select setseed(0.5)`.execute(tx);
  await sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at)
    select 'xa/' || md5('ref' || n)::uuid, decode(md5('digest' || n), 'hex'), 'x', 'threat.object', 'xa', 'xa/cyber', now(), 'live', 'own', now()
    from generate_series(0, ${objects - 1}::int) n`.execute(tx);
  await sql`create temp table made on commit drop as
    select n, id as record_id,
      case when n < ${things} then ${idOf(sql`n`)} when n < ${things + reports} then 'report--' || md5('report' || n)::uuid
           else 'relationship--' || md5('line' || n)::uuid end as object_id
    from (select id, (row_number() over (order by id) - 1)::int as n from record where kind = 'threat.object') given`.execute(
    tx,
  );
  await sql`insert into threat_object (record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant, labels, phases, newest, search)
    select record_id, object_id, split_part(object_id, '--', 1), 'Thing ' || n, now(), now(), '2030-01-01T00:00:00Z', false, 'x', 'xa', '{}', '{}', true,
           array_to_tsvector(array['thing', n::text])
    from made`.execute(tx);
  await sql`create unique index on made (n)`.execute(tx);
  await sql`analyze made`.execute(tx);
  // The first lines lead to the busy objects; of the others few objects have many.
  await sql`insert into threat_edge (record_id, source_id, target_id, relation, shown)
    select line.record_id, ${idOf(sql`line.source`)}, ${idOf(sql`line.target`)}, (array['uses', 'indicates', 'related-to', 'targets'])[line.n % 4 + 1], true
    from (select record_id, n, ${busy}::int + floor(random() * ${things - busy}::int)::int as source,
                 case when n - ${things + reports} < ${busy * perBusy} then n % ${busy}
                      else ${busy}::int + floor(${things - busy}::int * power(random(), 2))::int end as target
          from made where n >= ${things + reports}) line`.execute(tx);
  await sql`insert into threat_edge (record_id, source_id, target_id, relation, shown)
    select r.record_id, r.object_id, ${idOf(sql`r.thing`)}, 'object_refs', true
    from (select record_id, object_id, floor(random() * ${things}::int)::int as thing
          from made cross join generate_series(1, ${refsPerReport}) where n between ${things} and ${things + reports - 1}) r`.execute(
    tx,
  );
}
