import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initAlliance, readDocuments, readSelf, writeHistory } from '#features/alliance/actions.ts';
import type { Alliance, Self } from '#features/alliance/model.ts';
import { openPool } from '#platform/db/db.ts';
import { createLogger } from '#platform/logger.ts';
import { createNode } from '#node.ts';
import { createTestDatabase } from '#test/database.ts';
import { meridian, seededBytes } from '#test/federation/nodes.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { throwDice } from './dice.ts';
import { createHostile } from './hostile.ts';
import { newLedger } from './ledger.ts';
import { openLife } from './life.ts';
import { newLogView } from './log-view.ts';
import { enemy, keepers, lastDayOf } from './members.ts';
import { createNetwork } from './network.ts';
import { nowAt } from './world.ts';
import type { SimNode, World } from './world.ts';

export type Home = Disposable & { dir: string };
const start = new Date('2030-05-13T06:00:00.000Z');
const silent = createLogger({ name: 'simulation', level: 'silent', now: () => start });

type Participants = { participants: { code: string; to?: string; territory: string[] }[] };

/** The keys of an alliance; several worlds may have the same. */
export async function makeHome(): Promise<Home> {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-sim-'));
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as Participants;
  const xb = profile.participants.find(({ code }) => code === 'xb')!;
  profile.participants.push({ ...xb, code: enemy, territory: ['XE'] });
  for (const participant of profile.participants)
    if (lastDayOf[participant.code]) participant.to = lastDayOf[participant.code]!;
  const known = demoParticipants(7400);
  const like = JSON.stringify(known.find(({ code }) => code === 'xb')!);
  const one = JSON.parse(like.replaceAll('xb/', `${enemy}/`)) as (typeof known)[number];
  const all = [...known, { ...one, code: enemy, address: 'https://127.0.0.1:7499' }];
  await initAlliance(dir, JSON.stringify(profile), all, start);
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

/** An alliance in which nothing has happened yet. */
export async function createWorld(home: Home, seed: number): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const nodes = new Map<string, SimNode>();
  const network = createNetwork(() => world);
  // Documents change while a world lasts, and folders with them.
  const dir = mkdtempSync(join(tmpdir(), 'tamga-world-'));
  stack.defer(() => rmSync(dir, { recursive: true, force: true }));
  cpSync(home.dir, dir, { recursive: true });
  const first = readDocuments(join(dir, enemy));
  const selfOf = (code: string): Self => readSelf(join(dir, code), code);
  const bytesOf = (code: string) => seededBytes(`${seed}:${code}`);
  const world: World = {
    seed,
    dir,
    papers: new Set([...first.profiles.map(({ source }) => source), ...first.directories]),
    dice: throwDice(seed),
    now: start,
    joined: new Map(),
    nodes,
    network,
    hostile: createHostile(() => world, selfOf(enemy), dir, bytesOf(enemy)),
    slow: [],
    ferries: [],
    words: 0,
    events: new Map(),
    trace: [],
    [Symbol.asyncDispose]: async () => {},
  };
  for (const code of keepers) {
    const database = stack.use(await createTestDatabase());
    const pool = openPool(database.url, { max: 4 });
    stack.defer(() => pool.end());
    const disk = { full: false };
    const [at, randomBytes] = [join(dir, code), bytesOf(code)];
    const now = (): Date => nowAt(world, code);
    const begin: SimNode['begin'] = () => {
      const life = openLife(pool, disk);
      const rest = {
        self: selfOf(code),
        network: network.from(code),
        blobFolder: join(at, 'blobs'),
        folder: { read: () => readDocuments(at), write: (alliance: Alliance) => writeHistory(at, alliance) },
        officers: [],
        machineTokens: new Map(),
        hosts: [],
        onNudge: () => {},
      };
      return { life, node: createNode({ db: life.db, now, randomBytes, logger: silent, ...rest }) };
    };
    const kept = { code, begin, db: database.db, disk, skewMs: 0, ledger: newLedger(code), log: newLogView() };
    nodes.set(code, { ...kept, ...begin(), said: new Set(), holds: new Set(), parted: new Set(), reached: new Map() });
  }
  const opened = stack.move();
  world[Symbol.asyncDispose] = () => opened.disposeAsync();
  return world;
}
