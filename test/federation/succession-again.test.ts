import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { currentLog } from '#features/alliance/model.ts';
import { learnFrom } from '#features/federation/actions.ts';
import { ferryIn, ferryOut } from '#features/ferry/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { cosignCheckpoint } from '#features/witnesses/actions.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, beginAnew, fallBehind, newestNote, peerAt, succession, tellFrom } from './restore.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const tell = (...to: string[]) => tellFrom(net, ...to);
const noteAt = (code: string) => newestNote(net, code);
const goBack = (jwsOf?: () => Promise<string>) => fallBehind(net, jwsOf);

describe('the node itself', () => {
  /** What its root key seals while it runs, on another machine. */
  const endElsewhere = async (notes: readonly string[], from = 'xb'): Promise<void> => {
    const jws = await succession(net, 'xa', notes);
    await learnFrom(net.node('xa').deps, { profiles: [], directories: [], successions: [jws] }, from);
  };

  test('signs nothing more once its root key has ended its log, and begins the next one when it starts again', async () => {
    await tell('xb');
    await endElsewhere([await noteAt('xa')]);
    await submitRecords(net.node('xa').deps, [incident('xa')]);
    const before = await noteAt('xa');
    await expect(net.node('xa').sequence()).rejects.toMatchObject({
      code: 'log-stopped',
      detail: { code: 'own-log-succeeded' },
    });
    expect(await noteAt('xa')).toBe(before);
    net.restart('xa');
    await net.node('xa').checkLog(undefined);
    await net.node('xa').sequence();
    expect(await noteAt('xa')).toContain('/xa/log/2\n');
    await net.settle();
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: false });
  });

  test('does not begin a log after one of which it holds more than the succession names', async () => {
    await tell('xb');
    const early = await noteAt('xa');
    await tell('xb');
    await endElsewhere([early], 'folder');
    net.restart('xa');
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-beyond' } });
    await expect(net.node('xa').sequence()).rejects.toMatchObject({ code: 'log-stopped' });
  });

  test('is not stopped by another’s word that its log ended where it holds more: an alarm, and it goes on', async () => {
    await tell('xb');
    const early = await noteAt('xa');
    await tell('xb');
    await endElsewhere([early]);
    expect(await alarmsAt(net, 'xa')).toEqual(['succession-refused']);
    expect(currentLog(net.node('xa').deps.self.alliance, 'xa')).toBe(1);
    await tell('xb');
    net.restart('xa');
    await net.node('xa').checkLog(undefined);
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: false });
  });

  test('that went back again, behind its second log, ends that one too', async () => {
    await goBack();
    await net.settle();
    const file = await net.backup('xa');
    const lost = await tell('xb', 'xc');
    await net.restore('xa', file);
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-behind' } });
    await beginAnew(net, 'xa', await succession(net, 'xa'));
    await net.settle();
    for (const at of ['xb', 'xc']) expect(await peerAt(net, at, 'xa')).toMatchObject({ log: 3, stopped: false });
    const { rows } =
      await sql`select 1 from record where ref = ${lost} and body is not null and verdict = 'own'`.execute(
        net.node('xa').deps.db,
      );
    expect(rows).toHaveLength(1);
  });

  test('whose backup is older than its first succession does not begin the second log again', async () => {
    await tell('xb', 'xc');
    const oldest = await net.backup('xa');
    await goBack();
    await net.settle();
    await net.restore('xa', oldest);
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-behind' } });
    await expect(net.node('xa').sequence()).rejects.toMatchObject({ code: 'log-stopped' });
    await beginAnew(net, 'xa', await succession(net, 'xa'));
    await net.settle();
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 3, stopped: false });
  });

  test('serves who can give nothing back on its operator’s word alone, and a file then carries the succession', async () => {
    const known = await tell('xb', 'xc');
    const file = await net.backup('xa');
    await tell('xb');
    net.setLine('xa', 'xc', false);
    await net.restore('xa', file);
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
    await beginAnew(net, 'xa', await succession(net, 'xa'));
    await net.settle();
    const [xa, xc] = [net.node('xa').deps, net.node('xc').deps];
    await expect(ferryOut(xa, { to: 'xc' })).rejects.toMatchObject({ code: 'conflict' });
    await net.node('xa').serveUnreturned(['xc']);
    const fresh = await tell('xc');
    await net.node('xa').sequence();
    const { file: ferried } = await ferryOut(xa, { to: 'xc' });
    await ferryIn(xc, ferried);
    expect(await peerAt(net, 'xc', 'xa')).toMatchObject({ log: 2, stopped: false });
    const { rows } = await sql`select ref from record where ref = any(${[known, fresh]}) and body is not null`.execute(
      xc.db,
    );
    expect(rows).toHaveLength(2);
    await expect(ferryIn(xc, ferried)).rejects.toMatchObject({ detail: { code: 'replayed' } });
  });
});

describe('a witness', () => {
  test('cosigns no log without succession, none that has ended, and none whose succession names too little', async () => {
    for (const code of net.codes) await net.node(code).collectCosignatures();
    const request = async (code = 'xa'): Promise<string> => {
      const note = await noteAt(code);
      return `old 0\n\n${note}`;
    };
    const witness = async (text: string): Promise<number> =>
      (await cosignCheckpoint(net.node('xc').deps, 'xa', Buffer.from(text))).status;
    await tell('xb', 'xc');
    const file = await net.backup('xa');
    await tell('xb', 'xc');
    net.clock.advance(5_000);
    await net.node('xa').collectCosignatures();
    const early = await (async () => {
      await net.restore('xa', file);
      return noteAt('xa');
    })();
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
    await beginAnew(net, 'xa', await succession(net, 'xa', [early]));
    expect(await witness(await request()), 'xc was not told of a log 2').toBe(404);
    const { deps } = net.node('xc');
    const [jws] = [...(net.node('xa').deps.self.alliance.successions.get('xa') ?? [])].map((one) => one.jws);
    await learnFrom(deps, { profiles: [], directories: [], successions: [jws!] }, 'xa');
    expect(await witness(`old 0\n\n${early}`), 'log 1 has ended').toBe(403);
    expect(await witness(await request()), 'xc cosigned more than the succession names').toBe(422);
    expect(await peerAt(net, 'xc', 'xa')).toMatchObject({ stopped: true, code: 'succession-behind' });
  });

  test('that was restored cosigns nothing before it has its cosignatures back', async () => {
    const say = async (): Promise<void> => {
      await submitRecords(net.node('xb').deps, [incident('xb')]);
      await net.node('xb').sequence();
      net.clock.advance(5_000);
      await net.node('xb').collectCosignatures();
    };
    const remembered = async (): Promise<number> => {
      const { rows } = await sql<{ size: number }>`select size from witnessed_head where participant = 'xb'`.execute(
        net.node('xa').deps.db,
      );
      return rows[0]?.size ?? 0;
    };
    await say();
    const file = await net.backup('xa');
    await say();
    const cosigned = await remembered();
    await net.restore('xa', file);
    expect(await remembered()).toBeLessThan(cosigned);
    await net.node('xa').holdCosigning();
    const { rows } = await sql<{ note: string }>`select note from witnessed_head where participant = 'xb'`.execute(
      net.node('xa').deps.db,
    );
    const ask = (body: string) => cosignCheckpoint(net.node('xa').deps, 'xb', Buffer.from(body));
    expect((await ask(`old ${await remembered()}\n\n${rows[0]!.note}`)).status, 'it asks first').toBe(403);
    net.setLine('xa', 'xb', false);
    await net.node('xa').fetchBack();
    expect((await ask(`old ${await remembered()}\n\n${rows[0]!.note}`)).status, 'and waits for the owner').toBe(403);
    net.setLine('xa', 'xb', true);
    await net.node('xa').fetchBack();
    expect(await remembered(), 'the last one is remembered').toBe(cosigned);
    await say();
    expect(await remembered(), 'and goes on from there').toBeGreaterThan(cosigned);
  });
});
