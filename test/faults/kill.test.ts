import { expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { auditFeeds, auditLog, untilWritten } from './audit.ts';
import { chance, seedOfRun } from './chance.ts';
import { checkExchange, checkProofs } from './exchange-checks.ts';
import { startProcesses } from './processes.ts';
import { until } from './programs.ts';
import { findSecrets } from './secrets.ts';
import { bundleSize, importNext, missingAt, pause, releaseImports, untilSequencing, writeOn } from './storm.ts';
import type { Storm } from './storm.ts';

const seed = seedOfRun();

test(`twenty times kill -9 during import, publish and pull: nothing is lost, nothing doubled (seed ${seed})`, async () => {
  const random = chance(seed);
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const storm: Storm = { said: new Set(), releases: new Set(), bundles: 0, hits: { import: 0, publish: 0, pull: 0 } };
  let kills = 0;
  const strike = async (node: typeof xa): Promise<void> => {
    await node.kill();
    kills += 1;
  };

  for (let i = 0; i < 7; i++) {
    const importing = importNext(xa, storm);
    await pause(random, 20, 450);
    await strike(xa);
    if (!(await importing)) storm.hits.import += 1;
    await xa.start();
  }
  for (let i = 0; i < 6; i++) {
    const work = [importNext(xa, storm), writeOn(xa, storm), writeOn(xa, storm)];
    await pause(random, 100, 300);
    if (await untilSequencing(xa, 1_500)) storm.hits.publish += 1;
    await pause(random, 0, 30);
    await strike(xa);
    await Promise.all(work);
    await xa.start();
  }
  const broken = (await xa.ask<{ items: ImportReport[] }>('/api/imports')).items.find((run) => run.finishedAt === null);
  const last = await importNext(xa, storm);
  if (broken) {
    const { state, why } = await xa.ask<ImportReport>(`/api/imports/${broken.id}`);
    expect([state, why], 'a run that was broken off goes on by itself, and before the next one').toEqual([
      'finished',
      null,
    ]);
  }
  expect(last?.counts.refused).toBe(0);
  for (let i = 0; i < 2; i++) await importNext(xa, storm);

  await releaseImports(xa);
  for (let i = 0; i < 7; i++) {
    await pause(random, 30, 500);
    if ((await missingAt(xb, xa)) > 0) storm.hits.pull += 1;
    const node = i % 3 === 2 ? xa : xb; // every third time the one who serves
    await strike(node);
    await node.start();
  }
  expect(kills).toBe(20);
  for (const count of Object.values(storm.hits)) expect(count, JSON.stringify(storm.hits)).toBeGreaterThan(2);

  await xa.ask('/api/releases', { method: 'POST', body: { records: [...storm.said], to: ['xb'] } });
  await until('xb has all that was released', async () => (await missingAt(xb, xa)) === 0);
  await checkExchange(xa, xb, storm, bundleSize);
  await checkProofs(xa, xb, random);
  for (const node of [xa, xb]) {
    await untilWritten(node.db);
    await node.stop();
    await auditLog(node.db);
    await auditFeeds(node.db);
    expect(findSecrets(node.output(), node.secrets()), 'secrets in what the node printed').toEqual([]);
    expect(node.output()).not.toMatch(/"event":"bug"/);
  }
});
