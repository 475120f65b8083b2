// What a node finds alone: of its own log, in a feed, and between what it cosigned and what it read.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cosignCheckpoint } from '#features/witnesses/actions.ts';
import { forkedLog } from './forked-log.ts';
import { alarmsOf, isStopped, judgeAlarm, startGossips } from './gossips.ts';
import type { Gossips } from './gossips.ts';
import type { Net } from './nodes.ts';
import type { View } from './two-faced.ts';

let gossips: Gossips;
let net: Net;
beforeAll(async () => {
  gossips = await startGossips();
  ({ net } = gossips);
});
afterAll(() => gossips[Symbol.asyncDispose]());
beforeEach(() => gossips.forget());

test.each([
  ['later than its log reaches', 640, 'own-log-behind'],
  ['of another root', 4, 'own-log-forked'],
])(
  'a node that hears of a checkpoint of its own that is %s tells its officers, with both notes',
  async (_, at, code) => {
    const xa = net.node('xa');
    const other = await forkedLog(net, 'xa', 640, { forkAt: 0 });
    const note = await other.note(at);
    const view: View = { log: gossips.honest, size: 10 };
    gossips.show(() => view, { gossip: () => [note] });
    await xa.pull('xb');
    view.size = 12;
    await xa.pull('xb');
    const alarms = await alarmsOf(xa);
    expect(alarms).toMatchObject([{ participant: 'xa', code }]);
    expect(alarms[0]!.evidence.notes).toContain(note);
    expect(alarms[0]!.evidence.notes).toHaveLength(2);
    if (code === 'own-log-forked') expect((await judgeAlarm(net, alarms[0]!)).sizes[0]).toBe(4);
    expect(await isStopped(xa, 'xb'), 'the messenger is not stopped').toBe(false);
  },
);

test('what is cosigned and what is read cannot part: a peer with one log for each is found alone', async () => {
  const xa = net.node('xa');
  const view: View = { log: gossips.honest, size: 40 };
  gossips.show(() => view);
  await xa.pull('xb');
  const request = await (await gossips.forkAt(60)).request(40, 90);
  expect((await cosignCheckpoint(xa.deps, 'xb', Buffer.from(request))).status).toBe(200);
  view.size = 120;
  await xa.pull('xb');
  await xa.proveHeads();
  const alarms = await alarmsOf(xa);
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
  expect((await judgeAlarm(net, alarms[0]!)).sizes).toEqual([90, 120]);
});

test('a fork that is met in the feed itself is proved with the log’s own tiles', async () => {
  const xa = net.node('xa');
  const view: View = { log: gossips.honest, size: 40 };
  gossips.show(() => view);
  await xa.pull('xb');
  view.log = await gossips.forkAt(7);
  view.size = 90;
  await xa.pull('xb');
  expect(await alarmsOf(xa)).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
  await xa.proveHeads();
  const alarms = await alarmsOf(xa);
  expect(alarms).toHaveLength(1);
  expect((await judgeAlarm(net, alarms[0]!)).sizes).toEqual([40, 90]);
});

test('every checkpoint that is held is passed on, the asker’s own among them', async () => {
  gossips.show(() => ({ log: gossips.honest, size: 5 }));
  const xa = net.node('xa');
  await xa.shareHeads();
  let gossip: string[] = [];
  net.tamper((from, path, body) => {
    if (from === 'xa' && path.endsWith('/feed'))
      ({ gossip } = JSON.parse(body.toString().trimEnd().split('\n').at(-1)!) as { gossip: string[] });
    return body;
  });
  await net.node('xc').pull('xa');
  net.tamper(undefined);
  expect(gossip.map((note) => /\/(x[a-z])\/log\/1\n/.exec(note)?.[1])).toEqual(['xb', 'xc']);
});
