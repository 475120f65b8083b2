import fc from 'fast-check';
import {
  createVerifier,
  decodeBase64,
  formatVerifierKey,
  KeyType,
  parseCheckpoint,
  parseNote,
  verifyContradiction,
} from '@tamga/log';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keyFor, logOrigin } from '#features/alliance/model.ts';
import { cosignCheckpoint } from '#features/witnesses/actions.ts';
import { forkedLog } from './forked-log.ts';
import type { ForkedLog } from './forked-log.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { twoFaced } from './two-faced.ts';
import type { View } from './two-faced.ts';

const size = 700;
let net: Net;
let honest: ForkedLog;
const forks = new Map<number, ForkedLog>();

beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  honest = await forkedLog(net, 'xb', size);
});
afterAll(() => net[Symbol.asyncDispose]());
beforeEach(forget);

/** Both peers meet xb for the first time. */
async function forget(): Promise<void> {
  net.impersonate('xb', undefined);
  for (const code of ['xa', 'xc'])
    for (const table of ['peer', 'heard_head', 'alarm', 'witnessed_head', 'log_overtaken'])
      await sql`delete from ${sql.table(table)}`.execute(net.node(code).deps.db);
}

async function forkAt(index: number): Promise<ForkedLog> {
  const made = forks.get(index) ?? (await forkedLog(net, 'xb', size, { forkAt: index }));
  forks.set(index, made);
  return made;
}

type Alarm = { participant: string; code: string; evidence: { notes: string[]; root?: string; proof?: string[] } };

async function alarmsOf(node: TestNode): Promise<Alarm[]> {
  const { rows } = await sql<Omit<Alarm, 'evidence'> & { evidence: string }>`
    select participant, code, evidence from alarm order by id`.execute(node.deps.db);
  return rows.map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Alarm['evidence'] }));
}

async function isStopped(node: TestNode, peer: string): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select stopped from peer where participant = ${peer}`.execute(
    node.deps.db,
  );
  return rows[0]?.stopped === true;
}

type Step = (typeof steps)[number];
const steps = [
  'xa pulls xb',
  'xc pulls xb',
  'xa hears xc',
  'xc hears xa',
  'xa proves',
  'xc proves',
  'both share',
  'grow',
] as const;
const quietly = (done: Promise<unknown>): Promise<unknown> => done.catch(() => {});

async function play(step: Step, grow: () => void): Promise<void> {
  const [xa, xc] = [net.node('xa'), net.node('xc')];
  net.clock.advance(20_000);
  switch (step) {
    case 'xa pulls xb':
      return void (await quietly(xa.pull('xb')));
    case 'xc pulls xb':
      return void (await quietly(xc.pull('xb')));
    case 'xa hears xc':
      return void (await quietly(xa.pull('xc')));
    case 'xc hears xa':
      return void (await quietly(xc.pull('xa')));
    case 'xa proves':
      return xa.proveHeads();
    case 'xc proves':
      return xc.proveHeads();
    case 'both share':
      return void (await Promise.all([xa.shareHeads(), xc.shareHeads()]));
    case 'grow':
      return grow();
  }
}

/** As long as both can talk to each other and to xb: each pulls, shares, hears and proves. */
async function talk(): Promise<void> {
  for (const step of steps.filter((one) => one !== 'grow')) await play(step, () => {});
  for (const step of ['xa hears xc', 'xc hears xa', 'xa proves', 'xc proves'] as const) await play(step, () => {});
}

/** An alarm's evidence, judged with the log package and the log's key alone. */
async function judge({ evidence, participant }: Alarm): Promise<{ sizes: [number, number] }> {
  const { alliance } = net.node('xa').deps.self;
  const origin = logOrigin(alliance.id, participant);
  const publicKey = Buffer.from(keyFor(alliance, participant, 'log')!.publicKey, 'base64url');
  const key = createVerifier(formatVerifierKey({ name: origin, type: KeyType.ed25519, publicKey }));
  const { notes, root, proof } = evidence;
  const shown = root === undefined ? {} : { root: decodeBase64(root), proof: proof!.map(decodeBase64) };
  return verifyContradiction({ notes: [notes[0]!, notes[1]!], ...shown }, origin, key);
}

const sizes = fc.integer({ min: 1, max: 600 });
const runs = Number(process.env['TAMGA_RUNS'] ?? 25);

test('a fork shown to two peers is found by both, whenever and in whatever order they talk, with proof that stands alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      sizes,
      fc.integer({ min: 0, max: 599 }),
      fc.array(fc.constantFrom(...steps), { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (a, c, forkedAt, order, growth) => {
        const at = Math.min(forkedAt, a - 1, c - 1);
        await forget();
        const views: Record<string, View> = { xa: { log: honest, size: a }, xc: { log: await forkAt(at), size: c } };
        net.impersonate(
          'xb',
          twoFaced((asker) => views[asker]!),
        );
        let turn = 0;
        const grow = (): void => {
          const view = views[turn++ % 2 === 0 ? 'xa' : 'xc']!;
          view.size = Math.min(size, view.size + growth);
        };
        for (const step of order) await play(step, grow);
        await talk();
        for (const code of ['xa', 'xc']) {
          const node = net.node(code);
          const alarms = await alarmsOf(node);
          // Shown less than was signed for the other, it is a shrink to whoever sees less; the fork is proved by the other.
          const codes =
            views[code]!.size < Math.max(views['xa']!.size, views['xc']!.size)
              ? /^log-(forked|shrank)$/
              : /^log-forked$/;
          expect(alarms, code).toMatchObject([{ participant: 'xb', code: expect.stringMatching(codes) }]);
          expect(await isStopped(node, 'xb'), `${code} stops the log’s owner`).toBe(true);
          expect(await isStopped(node, code === 'xa' ? 'xc' : 'xa'), 'the messenger is not stopped').toBe(false);
          if (alarms[0]!.code === 'log-forked') await judge(alarms[0]!);
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
}, 300_000);

test('one log that is seen at different sizes raises no alarm, in whatever order it is talked of', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(fc.constantFrom(...steps), { maxLength: 25 }),
      fc.integer({ min: 1, max: 120 }),
      async (start, order, growth) => {
        await forget();
        const view: View = { log: honest, size: start };
        net.impersonate(
          'xb',
          twoFaced(() => view),
        );
        for (const step of order) await play(step, () => (view.size = Math.min(size, view.size + growth)));
        await talk();
        for (const code of ['xa', 'xc']) {
          expect(await alarmsOf(net.node(code))).toEqual([]);
          const { rows } = await sql`select 1 from heard_head where not settled`.execute(net.node(code).deps.db);
          expect(rows, 'all that was heard is proved').toEqual([]);
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
}, 300_000);

test('a log that shows less to one peer than it signed for another has shrunk', async () => {
  const views: Record<string, View> = { xa: { log: honest, size: 300 }, xc: { log: honest, size: 200 } };
  net.impersonate(
    'xb',
    twoFaced((asker) => views[asker]!),
  );
  await talk();
  const xc = net.node('xc');
  const [alarm] = await alarmsOf(xc);
  expect(alarm).toMatchObject({ participant: 'xb', code: 'log-shrank' });
  const shown = alarm!.evidence.notes.map((note) => parseCheckpoint(parseNote(note).text).size);
  expect(shown).toEqual([300, 200]);
  expect(await isStopped(xc, 'xb')).toBe(true);
});

test('who shows less than it signed does not escape by withholding its tiles', async () => {
  const views: Record<string, View> = { xa: { log: honest, size: 300 }, xc: { log: honest, size: 200 } };
  net.impersonate(
    'xb',
    twoFaced((asker) => views[asker]!, { tiles: false }),
  );
  await talk();
  expect(await alarmsOf(net.node('xc'))).toMatchObject([{ participant: 'xb', code: 'log-shrank' }]);
});

test('a log that gives no proof while it answers otherwise is told to the officers after an hour', async () => {
  const views: Record<string, View> = { xa: { log: honest, size: 300 }, xc: { log: honest, size: 310 } };
  net.impersonate(
    'xb',
    twoFaced((asker) => views[asker]!, { tiles: false }),
  );
  await talk();
  expect(await alarmsOf(net.node('xc'))).toEqual([]);
  for (let minutes = 0; minutes < 80; minutes += 10) {
    net.clock.advance(600_000);
    await talk();
  }
  expect(await alarmsOf(net.node('xc'))).toMatchObject([{ participant: 'xb', code: 'log-unproven' }]);
  expect(await isStopped(net.node('xc'), 'xb'), 'no proof is no contradiction').toBe(false);
});

test('a log is asked for proof at a bounded rate, however much is heard of it', async () => {
  let asked = 0;
  const view: View = { log: honest, size: 100 };
  const liar = { log: honest, size: 100 };
  net.impersonate('xb', async (asker, url) => {
    if (asker === 'xa' && url.pathname.endsWith('/checkpoint')) asked += 1;
    return twoFaced(() => (asker === 'xa' ? view : liar), { tiles: false })(asker, url);
  });
  await net.node('xa').pull('xb');
  for (let second = 0; second < 30; second++) {
    net.clock.advance(1_000);
    liar.size += 10;
    await net.node('xc').shareHeads();
    await net.node('xa').pull('xc');
    await net.node('xa').proveHeads();
  }
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(4);
});

test.each([
  ['later than its log reaches', 640, 'own-log-behind'],
  ['of another root', 4, 'own-log-forked'],
])(
  'a node that hears of a checkpoint of its own that is %s tells its officers, with both notes',
  async (_, at, code) => {
    const xa = net.node('xa');
    const other = await forkedLog(net, 'xa', 640, { forkAt: 0 });
    const note = await other.note(at);
    const view: View = { log: honest, size: 10 };
    net.impersonate(
      'xb',
      twoFaced(() => view, { gossip: () => [note] }),
    );
    await xa.pull('xb');
    view.size = 12;
    await xa.pull('xb');
    const alarms = await alarmsOf(xa);
    expect(alarms).toMatchObject([{ participant: 'xa', code }]);
    expect(alarms[0]!.evidence.notes).toContain(note);
    expect(alarms[0]!.evidence.notes).toHaveLength(2);
    if (code === 'own-log-forked') expect((await judge(alarms[0]!)).sizes[0]).toBe(4);
    expect(await isStopped(xa, 'xb'), 'the messenger is not stopped').toBe(false);
  },
);

test('what is cosigned and what is read cannot part: a peer with one log for each is found alone', async () => {
  const xa = net.node('xa');
  const view: View = { log: honest, size: 40 };
  net.impersonate(
    'xb',
    twoFaced(() => view),
  );
  await xa.pull('xb');
  const request = await (await forkAt(60)).request(40, 90);
  expect((await cosignCheckpoint(xa.deps, 'xb', Buffer.from(request))).status).toBe(200);
  view.size = 120;
  await xa.pull('xb');
  await xa.proveHeads();
  const alarms = await alarmsOf(xa);
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
  expect((await judge(alarms[0]!)).sizes).toEqual([90, 120]);
});

test('a fork that is met in the feed itself is proved with the log’s own tiles', async () => {
  const xa = net.node('xa');
  const view: View = { log: honest, size: 40 };
  net.impersonate(
    'xb',
    twoFaced(() => view),
  );
  await xa.pull('xb');
  view.log = await forkAt(7);
  view.size = 90;
  await xa.pull('xb');
  expect(await alarmsOf(xa)).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
  await xa.proveHeads();
  const alarms = await alarmsOf(xa);
  expect(alarms).toHaveLength(1);
  expect((await judge(alarms[0]!)).sizes).toEqual([40, 90]);
});

test('every checkpoint that is held is passed on, the asker’s own among them', async () => {
  net.impersonate(
    'xb',
    twoFaced(() => ({ log: honest, size: 5 })),
  );
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
