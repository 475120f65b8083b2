import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeBase64, hashLeaf, parseCheckpoint, parseNote, verifyInclusion } from '@tamga/log';
import { askPeer, stopPeer } from '#features/federation/actions.ts';
import { readOvertaken } from '#features/log/actions.ts';
import { tamga } from '../command-line.ts';
import { verdictsOf } from './attack-checks.ts';
import { alarmsOf, judgeAlarm } from './gossips.ts';
import type { Alarm } from './gossips.ts';
import { seenBy } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, beginAnew, newestNote, peerAt, succession, tellFrom } from './restore.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const resume = () => tamga(net, ['--node', 'xb', 'resume', 'xa', '--reason', 'it ended the log that it forked']);
const setLines = (up: boolean) => ['xa', 'xc'].forEach((code) => net.setLine(code, 'xb', up));

/** xa goes back to a backup and signs on without looking, further than what xb has: a fork, for which xb stops it. */
async function fork(): Promise<{ early: string; late: string; earlyNote: string; file: string }> {
  const early = await tellFrom(net, 'xb', 'xc');
  const earlyNote = await newestNote(net, 'xa');
  const file = await net.backup('xa');
  const late = await tellFrom(net, 'xb');
  await net.restore('xa', file);
  setLines(false);
  for (let i = 0; i < 3; i++) await tellFrom(net, 'xc');
  setLines(true);
  await net.node('xb').pull('xa');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'log-forked' });
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-forked' } });
  return { early, late, earlyNote, file };
}

test('after its owner ended the forked log, a resumed peer is read on from the next one, and log 1 keeps what came by it', async () => {
  const { early, late } = await fork();
  const found = await readOvertaken(net.node('xa').deps);
  await beginAnew(net, 'xa', await succession(net, 'xa', [await newestNote(net, 'xa'), found!.note]));
  await net.settle();
  expect(await peerAt(net, 'xb', 'xa'), 'a succession alone resumes nothing').toMatchObject({ log: 1, stopped: true });
  expect(await resume()).toMatchObject({ code: 0 });
  await net.settle();
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: false });
  for (const ref of [early, late]) {
    expect(await verdictsOf(net.node('xb'), ref)).toEqual([{ verdict: 'accepted', code: null }]);
    const { rows } = await sql<{ log: number }>`select a.log from arrival a join record r on r.id = a.record_id
      where r.ref = ${ref}`.execute(net.node('xb').deps.db);
    expect(rows).toEqual([{ log: 1 }]);
    expect(await verdictsOf(net.node('xa'), ref), 'and its author has it back').toEqual([
      { verdict: 'own', code: null },
    ]);
  }
  const fresh = await tellFrom(net, 'xb');
  expect(await verdictsOf(net.node('xb'), fresh)).toEqual([{ verdict: 'accepted', code: null }]);
});

test.each([
  ['as it grew', false],
  ['all at once', true],
])(
  'a node whose twin signed further is told that its log is forked, with proof, where a peer read the twin’s %s',
  async (_, atOnce) => {
    await tellFrom(net, 'xb', 'xc');
    const file = await net.backup('xa');
    net.setLine('xa', 'xc', false);
    if (atOnce) net.setLine('xa', 'xb', false);
    for (let i = 0; i < 3; i++) await tellFrom(net, 'xb');
    net.setLine('xa', 'xb', true);
    await net.node('xb').pull('xa');
    const { size } = await peerAt(net, 'xb', 'xa');
    await net.restore('xa', file);
    net.setLine('xa', 'xb', false);
    net.setLine('xa', 'xc', true);
    await tellFrom(net, 'xc');
    expect((await peerAt(net, 'xc', 'xa')).size).toBeLessThan(size);
    net.setLine('xa', 'xb', true);

    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({
      detail: { code: 'own-log-forked' },
      message: expect.stringContaining('two nodes run with one key'),
    });
    expect((await seenBy(net, 'xa')).alarms).toMatchObject([
      { participant: 'xa', code: 'own-log-forked', provable: true },
    ]);
    const alarms = await alarmsOf(net.node('xa'));
    if (atOnce) checkLeaves(alarms[0]!.evidence);
    else expect((await judgeAlarm(net, alarms[0]!)).sizes[0]).toBeLessThan(size);
    const found = await readOvertaken(net.node('xa').deps);
    expect(found, 'the largest head is known, and who holds it').toMatchObject({ size, shownBy: 'xb' });

    // Of its own log each learns, and of nobody else's (I4).
    const path = `/federation/v1/held?log=1&size=${(await peerAt(net, 'xc', 'xa')).size}`;
    for (const asker of ['xa', 'xc']) {
      const deps = { ...net.node(asker).deps, network: net.networkOf(asker) };
      const told = (await askPeer(deps, 'xb', 'GET', path, { maxBytes: 1e6, timeoutMs: 5_000 })).toString();
      expect(told.match(/x[a-z](?=\/log\/1)/g)?.filter((code) => code !== asker) ?? []).toEqual([]);
      if (atOnce) expect((JSON.parse(told) as { leaves: unknown[] }).leaves.length > 0, asker).toBe(asker === 'xa');
    }
  },
);

/** Two trees under one key that have another leaf at the same place. */
function checkLeaves({ notes, leaf }: Alarm['evidence']): void {
  const roots = notes.map((note) => {
    const { size, root } = parseCheckpoint(parseNote(note).text);
    return { size, root };
  });
  const { index, digests, proofs } = leaf!;
  expect(digests[0]).not.toBe(digests[1]);
  for (const [i, tree] of roots.entries())
    verifyInclusion({
      ...tree,
      index,
      leafHash: hashLeaf(decodeBase64(digests[i]!)),
      proof: proofs[i]!.map(decodeBase64),
    });
}

test('what a peer says of a log that nobody signed, or that is no contradiction, stops nobody who starts, and makes no fork of a log that went back', async () => {
  await tellFrom(net, 'xb');
  const [early, file] = [await newestNote(net, 'xa'), await net.backup('xa')];
  await tellFrom(net, 'xb');
  const [note, foreign] = [await newestNote(net, 'xa'), await newestNote(net, 'xb')];
  const hash = Buffer.alloc(32, 7);
  const leaf = { index: 0, digest: hash.toString('base64url'), proof: [], checkpoint: note };
  const base64 = hash.toString('base64');
  const answers: unknown[] = [
    { notes: [foreign, note.replace(/\n\d+\n/, '\n4096\n'), 'no note', ''], leaves: [] },
    {
      notes: [],
      leaves: [leaf, { ...leaf, digest: '!' }, { ...leaf, proof: ['?'] }, { ...leaf, checkpoint: foreign }],
    },
    { notes: [], leaves: [], proof: { notes: [early, note], root: base64, proof: [base64] } },
    { notes: [], leaves: [], proof: { notes: [foreign, foreign], root: 'x', proof: ['y'] } },
    { notes: 'none' },
    [],
  ];
  const each = async (look: (answer: string) => Promise<void>): Promise<void> => {
    for (const answer of [...answers.map((one) => JSON.stringify(one)), '{"notes":[', '\u0000']) {
      net.tamper((from, path, body) => (from === 'xb' && path.endsWith('/held') ? Buffer.from(answer) : body));
      await look(answer.slice(0, 60));
    }
  };
  await each(async (answer) => expect(await net.node('xa').checkLog(undefined), answer).not.toContain('xb'));
  expect(await alarmsAt(net, 'xa')).toEqual([]);

  await net.restore('xa', file);
  await each((answer) =>
    expect(net.node('xa').checkLog(undefined), answer).rejects.toMatchObject({ detail: { code: 'own-log-behind' } }),
  );
  expect(await alarmsAt(net, 'xa')).toEqual(['own-log-behind']);
});

test('who is stopped is told so in the refusal, by a code and not by whom, and its officers once for each time', async () => {
  await tellFrom(net, 'xb', 'xc');
  const stop = () =>
    stopPeer(net.node('xb').deps.db, 'xa', 'log-shrank', 'xc showed more', { notes: [] }, net.clock.now);
  const ask = async (): Promise<string[]> => {
    net.clock.advance(5_000);
    await net.node('xa').collectCosignatures();
    return alarmsAt(net, 'xa');
  };
  const said = new Set<string>();
  net.tamper((from, path, body) => {
    if (from === 'xb' && path.endsWith('/witness')) said.add(body.toString());
    return body;
  });
  await stop();
  expect(await ask()).toEqual(['stopped-by-peer']);
  expect(await ask(), 'once').toEqual(['stopped-by-peer']);
  expect([...said]).toEqual([expect.stringMatching(/^stopped log-shrank: this node reads nothing/)]);
  const [alarm] = (await seenBy(net, 'xa')).alarms;
  expect(alarm).toMatchObject({
    participant: 'xa',
    why: expect.stringMatching(/^xb reads nothing more from this node/),
  });
  expect(alarm!.why).not.toContain('xc');

  expect(await resume()).toMatchObject({ code: 0 });
  await net.settle();
  expect(await ask(), 'and it is cosigned again').toEqual(['stopped-by-peer']);
  net.clock.advance(5_000);
  await tellFrom(net, 'xc');
  await stop();
  expect(await ask()).toEqual(['stopped-by-peer', 'stopped-by-peer']);
});

test('a succession that names less of the log than is held stops the resumed peer again', async () => {
  const { earlyNote, file } = await fork();
  await net.restore('xa', file);
  await beginAnew(net, 'xa', await succession(net, 'xa', [earlyNote]));
  await resume();
  await net.node('xb').pull('xa');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'succession-behind' });
  expect(await alarmsAt(net, 'xb')).toEqual(['log-forked', 'succession-behind']);
});
