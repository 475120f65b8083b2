// From asking xa to release one record until xb's API shows it, with the demonstration's five nodes and timers and nobody
// else asking for anything.
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../tools/bench-report.ts';
import { startAlliance, startBenchPostgres } from './alliance.ts';
import type { BenchNode } from './alliance.ts';
import { repetitions, report, say } from './measure.ts';

const perRepetition = 40;
const target = (ms: number) => ({ unit: 'ms', target: { atMost: ms } });

await using postgres = await startBenchPostgres();
await using alliance = await startAlliance(postgres, ['ec', 'xa', 'xb', 'xc', 'iop']);
const [xa, xb] = [alliance.node('xa'), alliance.node('xb')];
await sleep(3_000);
const rounds: number[][] = [];
for (let i = 0; i < repetitions; i++) {
  const refs = await Promise.all(Array.from({ length: perRepetition }, () => draftIncident(xa)));
  await sleep(2_000);
  const times: number[] = [];
  for (const ref of refs) times.push(await releaseOne(xa, xb, ref));
  say(`p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`);
  rounds.push(times);
}
const all = `${repetitions * perRepetition} releases, one at a time`;
report({
  what: 'release at xa to visible at xb, p50',
  ...target(500),
  values: rounds.map((times) => quantile(times, 0.5)),
  note: all,
});
const p99 = quantile(rounds.flat(), 0.99);
report({
  what: 'release at xa to visible at xb, p99',
  ...target(1_200),
  values: rounds.map((times) => quantile(times, 0.99)),
  note: `${all}; p99 of all together ${p99.toFixed(0)} ms`,
});

async function draftIncident(at: BenchNode): Promise<string> {
  const body = {
    title: 'Gateways under attack',
    operator: 'Arvenia Rail',
    sector: 'rail',
    service: 'ticketing',
    severity: 'high',
    hostsAffected: 12,
    detectedAt: '2030-05-13T05:40:00Z',
    description: 'The gateways are entered from outside until the update is in.',
  };
  const marking = { tlp: 'GREEN', base: 'unclassified' };
  const basis = [{ instrument: 'mca-2029', article: '7' }];
  const handling = { marking, basis, purpose: 'cii-protection', retainUntil: '2099-01-01', lang: 'en' };
  const drafted = { method: 'POST', body: { kind: 'incident.report', body, ...handling } } as const;
  return (await at.ask<{ ref: string }>('/api/records', drafted)).ref;
}

async function releaseOne(from: BenchNode, to: BenchNode, ref: string): Promise<number> {
  await sleep(150 + Math.random() * 250); // any moment between two ticks of the sequencer
  const start = performance.now();
  await from.ask('/api/releases', { method: 'POST', body: { to: ['xb'], records: [ref] } });
  for (;;) {
    const seen = await to.ask(`/api/records/${ref}`).then(
      () => true,
      () => false,
    );
    if (seen) return performance.now() - start;
    if (performance.now() - start > 30_000) throw new Error(`${ref} has not arrived within 30 s`);
    await sleep(5);
  }
}
