import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { hashLeaf } from '@tamga/log';
import { verifyLeaf } from '#features/oversight/actions/verify-leaf.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { basis, demand, open, recordAt, show, tasksAt } from './demands.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };

test('a demand by anybody else is set aside where it arrives, and no answer to it can be made', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const xb = net.node('xb');
  await submitRecords(xb.deps, [incident('xb')]);
  net.setLine('xa', 'xb', false);
  await net.settle();
  net.setLine('xa', 'xb', true);
  const checkpoint = await noteOf(net.node('iop'), 'xb');
  const hostile = becomeHostile(net, 'xa', 'xb');
  const body = { checkpoint, indexes: [0], deadline: '2030-06-01T00:00:00.000Z', reason: 'we would like to know' };
  const envelope = { ...bare, kind: 'leaf.demand', to: 'xb', basis: [basis] };
  const forged = hostile.seal({ body, envelope });
  await hostile.offer(forged);
  expect(await recordAt(xb, forged.ref)).toMatchObject({ verdict: 'quarantined', code: 'not-oversight' });
  expect(await tasksAt(xb)).toEqual([]);
  await expect(open(xb, forged.ref)).rejects.toMatchObject({ detail: { code: 'not-found' } });
});

const noteOf = async (node: TestNode, peer: string): Promise<string> =>
  (
    await sql<{ note: string }>`select checkpoint_note as note from peer where participant = ${peer}`.execute(
      node.deps.db,
    )
  ).rows[0]!.note;

test('a checkpoint that the log never signed is answered with nothing', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const xa = net.node('xa');
  await submitRecords(xa.deps, [incident('xa')]);
  net.setLine('xa', 'iop', false);
  await net.settle();
  net.setLine('xa', 'iop', true);
  const oversight = becomeHostile(net, 'iop', 'xa');
  const note = await noteOf(net.node('xb'), 'xa');
  const checkpoint = note.replace(/\n\d+\n/, '\n4096\n');
  const body = { checkpoint, indexes: [1_000], deadline: '2030-06-01T00:00:00.000Z', reason: 'more than there is' };
  const envelope = {
    ...bare,
    author: 'iop/panel',
    officers: ['iop/panel/o-1'],
    kind: 'leaf.demand',
    to: 'xa',
    basis: [basis],
  };
  const forged = oversight.seal({ keyName: 'record-panel', body, envelope });
  await oversight.offer(forged);
  expect(await recordAt(xa, forged.ref)).toMatchObject({ verdict: 'accepted' });
  await expect(open(xa, forged.ref)).rejects.toMatchObject({ detail: { code: 'checkpoint' } });
  const { rows } = await sql`select 1 from record where kind = 'leaf.opening'`.execute(xa.deps.db);
  expect(rows).toEqual([]);
});

/** A participant whose log holds what the test puts there, as oversight read it. */
async function hostileLog(net: Net) {
  const hostile = becomeHostile(net, 'xa', 'iop');
  const kept = Buffer.alloc(32, 7);
  const record = hostile.seal();
  const foreign = hostile.seal({ by: 'xb' });
  const leaves = {
    record: hostile.put(record.digest),
    padding: hostile.put(sha256(Buffer.concat([Buffer.from('tamga-padding'), kept]))),
    rubbish: hostile.put(sha256('neither record nor padding')),
    foreign: hostile.put(foreign.digest),
  };
  await hostile.offer(hostile.seal({ body: { kinds: [] }, envelope: { ...bare, kind: 'oversight.lift', to: 'iop' } }));
  const size = leaves.foreign + 2;
  const prove = (index: number): Promise<string> => hostile.prove(index, size);
  async function answer(ref: string, answered: readonly object[], change: object = {}) {
    const { digest } = await recordAt(net.node('iop'), ref);
    const body = { demand: { ref, digest }, leaves: answered };
    const envelope = { ...bare, kind: 'leaf.opening', to: 'iop', ...change };
    const opening = hostile.seal({ body, envelope });
    await hostile.offer(opening);
    return opening.ref;
  }
  return { leaves, record, foreign, padding: kept.toString('base64url'), prove, answer };
}

const statesAt = async (node: TestNode, ref: string): Promise<Record<number, string>> =>
  Object.fromEntries((await show(node, ref)).leaves.map((leaf) => [leaf.index, leaf.state]));

test('what is not the leaf, no record of the participant, or was not asked for opens nothing, and an officer finds it', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const iop = net.node('iop');
  const { leaves, record, foreign, padding, prove, answer } = await hostileLog(net);
  const { record: first, padding: second, rubbish, foreign: last } = leaves;
  const ref = await demand(net, { indexes: [first, second, rubbish, last] });
  const unasked = 0;
  const opening = await answer(ref, [
    // The record is given as the leaf beside it, and the padding's bytes are others.
    { index: first, jws: foreign.jws, proof: await prove(last) },
    { index: second, padding: Buffer.alloc(32, 8).toString('base64url'), proof: await prove(second) },
    { index: rubbish, jws: 'neither record nor padding', proof: await prove(rubbish) },
    { index: last, jws: foreign.jws, proof: await prove(last) },
    { index: unasked, padding, proof: await prove(unasked) },
  ]);
  expect(await recordAt(iop, opening)).toMatchObject({ verdict: 'accepted' });
  const faults = {
    [first]: 'wrong-leaf',
    [second]: 'wrong-leaf',
    [rubbish]: 'no-record',
    [last]: 'no-record',
    [unasked]: 'not-asked',
  };
  expect(await statesAt(iop, ref)).toEqual(faults);
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'wrong', opened: 0, wrong: 5 });
  expect(await tasksAt(iop)).toEqual([['opening-wrong', ref]]);

  // A finding is an officer's, with the evidence that the program fills in.
  expect((await iop.ask<{ items: unknown[] }>('/api/findings')).items).toEqual([]);
  const text = 'five leaves are not what they should be';
  const found = await iop.ask<{ ref: string }>('/api/findings', { method: 'POST', body: { demand: ref, text } });
  const detail = await recordAt(iop, found.ref);
  expect(detail).toMatchObject({ kind: 'oversight.finding', to: 'xa', envelope: { officers: ['iop/panel/o-1'] } });
  const { digest } = await recordAt(iop, opening);
  expect(JSON.parse(detail.body!)).toEqual({
    text,
    demand: { ref, digest: (await recordAt(iop, ref)).digest },
    leaves: Object.entries(faults).map(([index, code]) => ({
      index: Number(index),
      code,
      opening: { ref: opening, digest },
    })),
  });

  // Right answers count whatever was said before.
  await answer(ref, [
    { index: first, jws: record.jws, proof: await prove(first) },
    { index: second, padding, proof: await prove(second) },
  ]);
  expect(await statesAt(iop, ref)).toMatchObject({ [first]: 'record', [second]: 'padding' });
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'wrong', opened: 2, wrong: 3, findings: 1 });
});

test('who is asked for leaves of a log under its key that is not its own stops signing, and an alarm says why', async () => {
  await using net = await startNodes('xa', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const { leaves } = await hostileLog(net);
  const ref = await demand(net, { indexes: [leaves.padding] });
  await iop.sequence();
  await xa.pull('iop');
  await expect(open(xa, ref)).rejects.toMatchObject({ detail: { code: 'own-log-behind' } });
  const { rows } = await sql`select code from alarm`.execute(xa.deps.db);
  expect(rows).toEqual([{ code: 'own-log-behind' }]);
  expect((await sql`select 1 from record where kind = 'leaf.opening'`.execute(xa.deps.db)).rows).toEqual([]);
});

test('an answer by another than whom it was demanded of, or to another demand, is set aside', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const iop = net.node('iop');
  await submitRecords(net.node('xb').deps, [incident('xb')]);
  net.setLine('xa', 'iop', false);
  await net.settle();
  net.setLine('xa', 'iop', true);
  const { leaves, prove, padding, answer } = await hostileLog(net);
  const leaf = { index: leaves.padding, padding, proof: await prove(leaves.padding) };
  const toXb = await demand(net, { participant: 'xb', indexes: [leaves.padding] });
  const strange = await answer(toXb, [leaf]);
  expect(await recordAt(iop, strange)).toMatchObject({ verdict: 'quarantined', code: 'demand' });
  expect((await show(iop, toXb)).demand).toMatchObject({ state: 'waiting', wrong: 0 });
  const twice = await answer(await demand(net, { indexes: [leaves.padding] }), [leaf, leaf]);
  expect(await recordAt(iop, twice)).toMatchObject({ verdict: 'quarantined', code: 'body' });
});

test('a leaf under a key that had not begun there, or ended in the same log, is no record; in a later log what an older key sealed is one', async () => {
  await using net = await startNodes('xa', 'iop');
  const { alliance } = net.node('iop').deps.self;
  const { jws } = becomeHostile(net, 'xa', 'iop').seal();
  const before = hashLeaf(sha256('another leaf'));
  const root = sha256(Buffer.concat([Buffer.of(1), before, hashLeaf(sha256(jws))]));
  const judge = async (log: number, from: object, to?: object): Promise<string | null> => {
    const ranged = [...alliance.keys].map(
      ([kid, key]) => [kid, { ...key, from, ...(to && { to }) } as typeof key] as const,
    );
    const asked = { participant: 'xa', log, size: 2, root, leaves: new Set([1]) };
    const leaf = { index: 1, jws, proof: toBase64url(before) };
    return (await verifyLeaf(leaf, asked, { ...alliance, keys: new Map(ranged) })).code;
  };
  const at = (log: number, index: number) => ({ log, index });
  expect(await judge(1, at(1, 0))).toBeNull();
  expect(await judge(1, at(1, 5))).toBe('no-record');
  expect(await judge(2, at(1, 5))).toBeNull();
  expect(await judge(2, at(1, 5), at(1, 9))).toBeNull();
  expect(await judge(2, at(2, 5))).toBe('no-record');
  expect(await judge(2, at(2, 0), at(2, 1))).toBeNull();
  expect(await judge(2, at(2, 0), at(2, 0))).toBe('no-record');
  expect(await judge(2, at(3, 0))).toBe('no-record');
});
