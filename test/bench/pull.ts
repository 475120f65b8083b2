// A released import run at the peer: from its first request that is answered with lines until every object is visible.
// Sender, receiver and PostgreSQL share the machine.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { startAlliance, startBenchPostgres } from './alliance.ts';
import type { BenchNode } from './alliance.ts';
import { importFile } from './main-job.ts';
import { corpusFile, repetitions, report, say, until } from './measure.ts';

const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
const line = { what: 'pull at a peer, sender on the same machine', unit: 'records/s', target: { atLeast: 2_500 } };

if (file === null) report({ ...line, values: [], note: 'skipped: no ../shared/corpora' });
else {
  await using postgres = await startBenchPostgres();
  const bytes = readFileSync(file);
  const values: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    await using alliance = await startAlliance(postgres, ['xa', 'xb']);
    const [xa, xb] = [alliance.node('xa'), alliance.node('xb')];
    const { report: made } = await importFile(xa, 'ics-17.1', bytes);
    await until(async () => (await countRows(xa, 'log_queue')) === 0, 50);
    const released = new Date();
    await xa.ask('/api/releases', { method: 'POST', body: { to: ['xb'], import: made.id } });
    await until(async () => (await countRows(xb, 'threat_object')) === made.counts.added, 10);
    const ms = Date.now() - (await firstAsked(xa, released)).getTime();
    values.push((made.counts.added / ms) * 1000);
    say(
      `${made.counts.added} records in ${ms} ms, ${Date.now() - released.getTime()} ms after the release was asked for`,
    );
  }
  report({ ...line, values });
}

async function countRows(node: BenchNode, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(node.db);
  return rows[0]?.n ?? 0;
}

/** When the sender was asked first after that moment: requests leave their nonces, and an idle peer asks every 15 s only. */
async function firstAsked(sender: BenchNode, after: Date): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(seen_at) as at from request_nonce where seen_at > ${after}`.execute(sender.db);
  return rows[0]?.at ?? after;
}
