import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toBase64url } from '#platform/bytes.ts';
import { alarmsOf, isStopped, judgeAlarm, startGossips } from './gossips.ts';
import type { Gossips } from './gossips.ts';
import type { ForkedLog } from './forked-log.ts';
import { twoFaced } from './two-faced.ts';

let play: Gossips;
let fork: ForkedLog;
beforeAll(async () => {
  play = await startGossips();
  fork = await play.forkAt(300);
});
afterAll(() => play[Symbol.asyncDispose]());
beforeEach(() => play.forget());

type Told = {
  provable: boolean | null;
  evidence: { notes: string[]; root?: string; proof?: string[]; served?: string[] };
};
const xa = () => play.net.node('xa');
async function told(): Promise<Told> {
  const { rows } = await sql<{ id: number }>`select id from alarm order by id desc limit 1`.execute(xa().deps.db);
  return xa().ask<Told>(`/api/alarms/${rows[0]!.id}`);
}
type Answers = { tiles?: boolean; consistency?: string };

/** Verified up to this size of the honest log; then its feed shows a fork of 500, with this much for it. */
async function forkAfter(size: number, { tiles = false, consistency }: Answers): Promise<string[]> {
  play.show(() => ({ log: play.honest, size }));
  await xa().pull('xb');
  const serve = twoFaced(() => ({ log: fork, size: 500 }), { tiles });
  const asked: string[] = [];
  play.net.impersonate('xb', async (asker, url) => {
    asked.push(url.pathname);
    const answer = await serve(asker, url);
    if (!answer || consistency === undefined || !url.pathname.endsWith('/feed')) return answer;
    return { ...answer, body: `${JSON.stringify({ ...JSON.parse(String(answer.body)), consistency })}\n` };
  });
  await xa().pull('xb');
  expect(await isStopped(xa(), 'xb')).toBe(true);
  return asked;
}

test('the consistency proof that failed is the proof of the fork, though its owner then refuses all tiles', async () => {
  const asked = await forkAfter(400, {});
  expect(asked.filter((path) => path.includes('/tile/'))).toEqual([]);
  expect(await told()).toMatchObject({ provable: true });
  const [alarm] = await alarmsOf(xa());
  expect(await judgeAlarm(play.net, alarm!)).toEqual({ sizes: [400, 500] });
});

test('where the proof is none, the tiles are asked for at once, while the peer still answers', async () => {
  const asked = await forkAfter(400, { tiles: true, consistency: '' });
  expect(asked.filter((path) => path.includes('/tile/')).length).toBeLessThanOrEqual(16);
  expect(await told()).toMatchObject({ provable: true });
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[0]!)).toEqual({ sizes: [400, 500] });
});

test('after a size that is a power of two the proof leaves its beginning out, and the tiles prove the fork', async () => {
  const early = await play.forkAt(100);
  play.show(() => ({ log: play.honest, size: 256 }));
  await xa().pull('xb');
  play.show(() => ({ log: early, size: 500 }));
  await xa().pull('xb');
  expect(await told()).toMatchObject({ provable: true });
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[0]!)).toEqual({ sizes: [256, 500] });
});

test('a forker that serves rubbish for a proof and no tile leaves two notes, and the alarm says that they prove nothing', async () => {
  const rubbish = Buffer.alloc(64, 7);
  await forkAfter(400, { consistency: toBase64url(rubbish) });
  const { provable, evidence } = await told();
  expect(provable).toBe(false);
  expect(evidence.notes).toEqual([await play.honest.note(400), await fork.note(500)]);
  expect(evidence.served).toEqual([
    rubbish.subarray(0, 32).toString('base64'),
    rubbish.subarray(32).toString('base64'),
  ]);
  expect(evidence).not.toHaveProperty('proof');
  await expect(judgeAlarm(play.net, (await alarmsOf(xa()))[0]!)).rejects.toMatchObject({ code: 'bad-proof' });
  const { alarms } = await xa().ask<{ alarms: { provable: boolean }[] }>('/api/alliance');
  expect(alarms).toMatchObject([{ provable: false }]);
});

test('once its tiles can be had, what proved nothing becomes the proof', async () => {
  await forkAfter(400, { consistency: '' });
  expect(await told()).toMatchObject({ provable: false });
  play.show(() => ({ log: fork, size: 500 }));
  play.net.clock.advance(20_000);
  await xa().proveHeads();
  expect(await told()).toMatchObject({ provable: true });
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[0]!)).toEqual({ sizes: [400, 500] });
});

test('two roots for one size need nothing besides, and a log that shrank has no proof', async () => {
  play.show(() => ({ log: play.honest, size: 500 }));
  await xa().pull('xb');
  play.show(() => ({ log: fork, size: 500 }), { tiles: false });
  await xa().pull('xb');
  expect(await told()).toMatchObject({ provable: true });
  await play.forget();
  play.show(() => ({ log: play.honest, size: 500 }));
  await xa().pull('xb');
  play.show(() => ({ log: play.honest, size: 400 }), { tiles: false });
  await xa().pull('xb');
  expect(await told()).toMatchObject({ provable: false });
});
