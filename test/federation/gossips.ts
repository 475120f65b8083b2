import { createVerifier, decodeBase64, formatVerifierKey, KeyType, verifyContradiction } from '@tamga/log';
import { sql } from 'kysely';
import { keyFor, logOrigin } from '#features/alliance/model.ts';
import { forkedLog } from './forked-log.ts';
import type { ForkedLog } from './forked-log.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { twoFaced } from './two-faced.ts';
import type { View } from './two-faced.ts';

export const logSize = 700;

/** xa and xc, who gossip about xb; behind its address stands whatever the test puts there, with logs under its real key. */
export type Gossips = AsyncDisposable & {
  net: Net;
  honest: ForkedLog;
  /** A log of xb that is another one from this index on. */
  forkAt(index: number): Promise<ForkedLog>;
  /** Both peers meet xb for the first time. */
  forget(): Promise<void>;
  /** What xb shows to whom. */
  show(view: (asker: string) => View, how?: Parameters<typeof twoFaced>[1]): void;
  play(step: Step, grow?: () => void): Promise<void>;
  /** As long as both can talk to each other and to xb: each pulls, shares, hears and proves. */
  talk(): Promise<void>;
};

export const steps = [
  'xa pulls xb',
  'xc pulls xb',
  'xa hears xc',
  'xc hears xa',
  'xa proves',
  'xc proves',
  'both share',
  'grow',
] as const;
export type Step = (typeof steps)[number];

export async function startGossips(): Promise<Gossips> {
  const net = await startNodes('xa', 'xb', 'xc');
  const honest = await forkedLog(net, 'xb', logSize);
  const forks = new Map<number, ForkedLog>();
  const play: Gossips['play'] = (step, grow = () => {}) => playStep(net, step, grow);
  return {
    net,
    honest,
    async forkAt(index) {
      const made = forks.get(index) ?? (await forkedLog(net, 'xb', logSize, { forkAt: index }));
      forks.set(index, made);
      return made;
    },
    async forget() {
      net.impersonate('xb', undefined);
      for (const code of ['xa', 'xc'])
        for (const table of ['peer', 'heard_head', 'alarm', 'witnessed_head', 'log_overtaken'])
          await sql`delete from ${sql.table(table)}`.execute(net.node(code).deps.db);
    },
    show: (view, how) => net.impersonate('xb', twoFaced(view, how)),
    play,
    async talk() {
      for (const step of steps.filter((one) => one !== 'grow')) await play(step);
      for (const step of ['xa hears xc', 'xc hears xa', 'xa proves', 'xc proves'] as const) await play(step);
    },
    [Symbol.asyncDispose]: () => net[Symbol.asyncDispose](),
  };
}

const quietly = (done: Promise<unknown>): Promise<unknown> => done.catch(() => {});

async function playStep(net: Net, step: Step, grow: () => void): Promise<void> {
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

export type Alarm = {
  participant: string;
  code: string;
  evidence: {
    notes: string[];
    root?: string;
    proof?: string[];
    leaf?: { index: number; digests: string[]; proofs: string[][] };
  };
};

export async function alarmsOf(node: TestNode): Promise<Alarm[]> {
  const { rows } = await sql<Omit<Alarm, 'evidence'> & { evidence: string }>`
    select participant, code, evidence from alarm order by id`.execute(node.deps.db);
  return rows.map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Alarm['evidence'] }));
}

export async function isStopped(node: TestNode, peer: string): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select stopped from peer where participant = ${peer}`.execute(
    node.deps.db,
  );
  return rows[0]?.stopped === true;
}

/** An alarm's evidence, judged with the log package and the log's key alone. */
export async function judgeAlarm(net: Net, { evidence, participant }: Alarm): Promise<{ sizes: [number, number] }> {
  const { alliance } = net.node('xa').deps.self;
  const origin = logOrigin(alliance.id, participant);
  const publicKey = Buffer.from(keyFor(alliance, participant, 'log')!.publicKey, 'base64url');
  const key = createVerifier(formatVerifierKey({ name: origin, type: KeyType.ed25519, publicKey }));
  const { notes, root, proof } = evidence;
  const shown = root === undefined ? {} : { root: decodeBase64(root), proof: proof!.map(decodeBase64) };
  return verifyContradiction({ notes: [notes[0]!, notes[1]!], ...shown }, origin, key);
}
