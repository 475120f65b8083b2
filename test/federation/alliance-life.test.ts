import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealDirectory } from '#features/alliance/directory.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readProof, readRecord } from '#features/records/read.ts';
import { verifyRecord } from '#features/records/verify.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { newKey } from '#test/paper-alliance.ts';
import { verdictsOf } from './attack-checks.ts';
import { count, incident } from './drafts.ts';
import { changeDirectory, changeProfile, endorsed, rootOf, seenBy, startJoined } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { readerOf } from '../viewer.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const majority = ['ec', 'xa', 'xb'];
const today = '2030-05-13';
const actor = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });

async function report(code: string): Promise<string> {
  const [record] = await submitRecords(net.node(code).deps, [incident(code)]);
  return record!.ref;
}
async function give(from: string, to: string): Promise<string> {
  const ref = await report(from);
  await releaseRecords(net.node(from).deps, actor(from), [ref], [to]);
  await net.settle();
  return ref;
}
const reader = (code: string) => readerOf(`${code}/cyber`);
const verdictAt = (code: string, ref: string) => verdictsOf(net.node(code), ref);
const accepted = [{ verdict: 'accepted', code: null }];
async function recordAt(code: string, ref: string) {
  const { deps } = net.node(code);
  return readRecord({ ...deps, proofs: createProofs(deps.db) }, ref, reader(code));
}
/** What a third party finds of a record, with what this node can show. */
async function failuresAt(code: string, ref: string): Promise<string[]> {
  const { deps } = net.node(code);
  const proofs = createProofs(deps.db);
  const proof = await readProof({ ...deps, proofs }, ref, reader(code));
  const { id, profile, profileDigest: digest } = deps.self.alliance;
  const record = { ref, digest: proof.digest, body: null, facts: {} };
  const steps = await verifyRecord(proof, { alliance: { id, profile: profile.number, digest }, record });
  return steps.filter((step) => step.outcome === 'fail').map((step) => `${step.name}: ${step.why}`);
}
const sizeAt = async (code: string): Promise<number> => {
  const { rows } = await sql<{ size: number }>`select size from log_head`.execute(net.node(code).deps.db);
  return rows[0]!.size;
};
/** The documents that an alarm keeps: what is held, and what was offered. */
async function evidenceAt(code: string): Promise<string[]> {
  const { rows } = await sql<{ evidence: string }>`select evidence from alarm order by id`.execute(
    net.node(code).deps.db,
  );
  return rows.flatMap(({ evidence }) => (JSON.parse(evidence) as { documents: string[] }).documents);
}

/** A page whose sender says that it holds other documents. */
const otherDocuments = (page: Buffer): Buffer =>
  Buffer.from(page.toString().replace(/"documents":"[^"]+"/, `"documents":"${'A'.repeat(43)}"`));

test('who joins by a majority is met by all without a restart, and sees nothing older unless it is released', async () => {
  const old = await give('xa', 'xb');
  const root = newKey();
  const entry = { code: 'xf', names: { en: 'Farosia' }, class: 'member', territory: [], rootKey: root.publicKey };
  await changeProfile(net, 'xa', majority, { join: [JSON.stringify({ ...entry, from: today })] });
  await startJoined(net, 'xf', 'xa', root);
  for (const code of ['xa', 'xb', 'xc', 'xf']) {
    expect((await seenBy(net, code)).alliance).toMatchObject({ profile: 2 });
    expect(net.node(code).peers).toHaveLength(5);
  }
  expect(await verdictAt('xf', old)).toEqual([]);
  expect(await verdictAt('xf', await give('xb', 'xf'))).toEqual(accepted);
  expect(await verdictAt('xc', await give('xf', 'xc'))).toEqual(accepted);
  await releaseRecords(net.node('xa').deps, actor('xa'), [old], ['xf']);
  await net.settle();
  expect(await verdictAt('xf', old)).toEqual(accepted);
  expect((await seenBy(net, 'xb')).alarms).toEqual([]);
});

test('record key and log key are rotated while records travel: what was sealed before and after is accepted and proved', async () => {
  const before = await give('xa', 'xb');
  const at = await sizeAt('xa');
  await changeDirectory(net, 'xa', { rotate: [{ use: 'record', authority: 'xa/cyber' }, { use: 'log' }], at });
  const after = await give('xa', 'xb');
  for (const ref of [before, after]) {
    expect(await verdictAt('xb', ref)).toEqual(accepted);
    expect(await failuresAt('xb', ref)).toEqual([]);
    expect(await failuresAt('xa', ref)).toEqual([]);
  }
  const kidOf = async (ref: string): Promise<string> => {
    const { deps } = net.node('xb');
    const { jws } = await readProof({ ...deps, proofs: createProofs(deps.db) }, ref, reader('xb'));
    return (JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
  };
  expect(await kidOf(before)).not.toBe(await kidOf(after));
  const { participants, alarms } = await seenBy(net, 'xb');
  expect(alarms).toEqual([]);
  expect(participants.find((p) => p.code === 'xa')).toMatchObject({ directory: 2, stopped: false, lastFailure: null });
  const { rows } = await sql<{ note: string }>`select note from log_head`.execute(net.node('xa').deps.db);
  expect(rows[0]?.note).toContain('\ntamga-directory 2 ');
  // Whoever starts anew finds its history in the database and its new keys in the folder.
  net.restart('xa');
  await net.node('xa').refreshAlliance();
  expect(await verdictAt('xb', await give('xa', 'xb'))).toEqual(accepted);
});

test('an own directory waits while its keys are not in the folder, or begin beyond the log', async () => {
  const jws = await changeDirectory(net, 'xa', { rotate: [{ use: 'transport' }], at: 100_000 });
  expect(jws).toBeDefined();
  expect((await seenBy(net, 'xa')).participants.find((p) => p.code === 'xa')).toMatchObject({ directory: 2 });
  await changeDirectory(net, 'xb', { rotate: [{ use: 'log' }], at: 100_000 });
  expect((await seenBy(net, 'xb')).participants.find((p) => p.code === 'xb')).toMatchObject({ directory: 1 });
  expect(await verdictAt('xa', await give('xb', 'xa'))).toEqual(accepted);
});

test('what a disowned key sealed is set aside everywhere and folded again; what it sealed before stays', async () => {
  const honest = await give('xa', 'xb');
  const from = await sizeAt('xa');
  const [made] = await submitRecords(net.node('xa').deps, [count('xa', honest, 9_999)]);
  const stolen = made!.ref;
  await releaseRecords(net.node('xa').deps, actor('xa'), [stolen], ['xb']);
  await net.settle();
  const hostsAt = async (code: string) =>
    (await net.node(code).ask<{ hosts: number }>(`/api/incidents/${honest}`)).hosts;
  expect([await hostsAt('xa'), await hostsAt('xb')]).toEqual([9_999, 9_999]);
  const [ours] = await submitRecords(net.node('xb').deps, [incident('xb', { sources: [stolen] })]);
  const at = await sizeAt('xa');
  const { keys } = net.node('xa').deps.self;
  const { kid } = keys.recordKeys.get('xa/cyber')!;
  await changeDirectory(net, 'xa', {
    rotate: [{ use: 'record', authority: 'xa/cyber' }],
    at,
    overlap: 0,
    disown: [{ kid, from, to: at }],
  });
  for (const code of ['xa', 'xb'])
    expect(await verdictAt(code, stolen)).toEqual([{ verdict: 'quarantined', code: 'disowned' }]);
  expect(await verdictAt('xb', honest)).toEqual(accepted);
  expect([await hostsAt('xa'), await hostsAt('xb')]).toEqual([412, 412]);
  const tasks = await net.node('xb').ask<{ items: object[] }>('/api/tasks');
  expect(tasks.items).toMatchObject([{ code: 'source-disowned', record: ours!.ref, about: stolen }]);
  // The release was the thief's too: it is served to nobody any more, and the places after it are.
  await net.node('xc').pull('xa');
  const later = await give('xa', 'xc');
  expect(await verdictAt('xc', later)).toEqual(accepted);
  await sql`update peer set seq = 0`.execute(net.node('xb').deps.db);
  while (await net.node('xb').pull('xa'));
  expect(await verdictAt('xb', await give('xa', 'xb'))).toEqual(accepted);
});

test('who is suspended is neither served nor accepted from that day on, and is again once the suspension ends', async () => {
  const earlier = await report('xa');
  await releaseRecords(net.node('xa').deps, actor('xa'), [earlier], ['xb']);
  const theirs = await report('xb');
  await releaseRecords(net.node('xb').deps, actor('xb'), [theirs], ['xa']);
  for (const code of ['xa', 'xb']) await net.node(code).sequence();
  // In the feeds, and not fetched yet.
  net.setLine('xa', 'xb', false);
  await changeProfile(net, 'xa', ['ec', 'xa', 'xc'], { suspend: [{ code: 'xb', day: today }] });
  net.setLine('xa', 'xb', true);
  await net.settle();
  expect(await verdictAt('xb', earlier)).toEqual([]);
  expect(await verdictAt('xa', theirs)).toEqual([]);
  const ref = await report('xa');
  const release = (from: string, to: string) => releaseRecords(net.node(from).deps, actor(from), [ref], [to]);
  await expect(release('xa', 'xb')).rejects.toMatchObject({ detail: { code: 'membership' } });
  expect((await seenBy(net, 'xb')).alliance.profile).toBe(2);
  await changeProfile(net, 'xa', ['ec', 'xa', 'xc'], { resume: ['xb'] });
  expect(await verdictAt('xb', await give('xa', 'xb'))).toEqual(accepted);
  expect(await verdictAt('xa', await give('xb', 'xa'))).toEqual(accepted);
});

test('a suspended node that goes on releasing is not accepted: its records are set aside, and judged again afterwards', async () => {
  net.setLine('xb', 'xc', false);
  net.setLine('xa', 'xb', false);
  await changeProfile(net, 'xa', ['ec', 'xa', 'xc'], { suspend: [{ code: 'xb', day: today }] });
  net.setLine('xa', 'xb', true);
  // It does not know yet, and acts as before.
  const ref = await report('xb');
  await releaseRecords(net.node('xb').deps, actor('xb'), [ref], ['xa']);
  await net.node('xb').sequence();
  await net.node('xa').pull('xb');
  const { rows } = await sql<{ verdict: string; code: string }>`
    select verdict, code from record where kind = 'release' and participant = 'xb'`.execute(net.node('xa').deps.db);
  expect(rows).toEqual([{ verdict: 'quarantined', code: 'membership' }]);
  expect(await verdictAt('xa', ref)).toEqual([]);
  await changeProfile(net, 'xa', ['ec', 'xa', 'xc'], { resume: ['xb'] });
  const after = await sql<{ verdict: string }>`
    select verdict from record where kind = 'release' and participant = 'xb'`.execute(net.node('xa').deps.db);
  expect(after.rows).toEqual([{ verdict: 'accepted' }]);
});

test('a withdrawal takes back all that was released to the leaver and by it, and the receipts say so', async () => {
  const given = await give('xa', 'xb');
  const theirs = await give('xb', 'xa');
  const others = await give('xa', 'xc');
  await changeProfile(net, 'xa', majority, { withdraw: [{ code: 'xb', day: today }] });
  const everywhere = async (): Promise<void> => {
    for (const code of net.codes) while (await net.node(code).recallFromLeavers());
    await net.settle();
  };
  await everywhere();
  expect(await recordAt('xb', given)).toMatchObject({ destroyed: false });
  net.clock.advance(24 * 3600_000);
  await everywhere();
  expect(await recordAt('xb', given)).toMatchObject({ destroyed: true, body: null });
  expect(await recordAt('xa', theirs)).toMatchObject({ destroyed: true, body: null });
  expect(await recordAt('xc', others)).toMatchObject({ destroyed: false });
  const { releases } = await recordAt('xa', given);
  expect(releases[0]?.receipts.map((r) => r.status)).toEqual(['delivered', 'destroyed']);
  const { rows } = await sql<{ author: string; verdict: string }>`
    select author, verdict from record where kind = 'recall' order by author`.execute(net.node('xb').deps.db);
  expect(rows).toEqual([
    { author: 'xa/cyber', verdict: 'accepted' },
    { author: 'xb/cyber', verdict: 'own' },
  ]);
  await expect(give('xa', 'xb')).rejects.toMatchObject({ detail: { code: 'membership' } });
  // Nobody recalls without an officer where nobody leaves.
  const bare = { kind: 'recall', to: 'xc', author: 'xa/cyber', officers: [], body: { records: [], reason: 'x' } };
  await expect(submitRecords(net.node('xa').deps, [bare])).rejects.toMatchObject({ detail: { code: 'officers' } });
});

test('a lost root key is replaced by the others, and the thief of the old one is refused with an alarm', async () => {
  const [old, fresh] = [rootOf(net, 'xb'), newKey()];
  const roots = [{ code: 'xb', rootKey: fresh.publicKey, rootFrom: 2 }];
  await changeProfile(net, 'xa', ['ec', 'xa', 'xc'], { roots });
  await changeDirectory(net, 'xb', { addAddress: ['https://new.xb.example'] }, fresh);
  for (const code of net.codes)
    expect((await seenBy(net, code)).participants.find((p) => p.code === 'xb')).toMatchObject({ directory: 2 });
  await expect(changeDirectory(net, 'xb', { addAddress: ['https://thief.example'] }, old)).rejects.toMatchObject({
    code: 'keys',
  });
  const { directory } = net.node('xb').deps.self.alliance.directories.get('xb')!;
  const byThief = sealDirectory({ ...directory, number: 3, addresses: ['https://thief.example'] }, old);
  net.tamper((from, path, body) => {
    if (from === 'xc' && path.endsWith('/directory'))
      return Buffer.from(JSON.stringify({ directories: [byThief], more: false }));
    return from === 'xc' && path.endsWith('/feed') ? otherDocuments(body) : body;
  });
  await net.node('xa').pull('xc');
  net.tamper(undefined);
  expect((await seenBy(net, 'xa')).alarms).toMatchObject([{ participant: 'xc', code: 'directory-refused' }]);
  expect((await evidenceAt('xa'))[1]).toBe(byThief);
  expect(await verdictAt('xa', await give('xb', 'xa'))).toEqual(accepted);
});

test('a change that a minority endorsed is refused with an alarm that holds both documents, and all goes on as before', async () => {
  const minority = endorsed(net, 'xb', ['xb', 'xc'], { withdraw: [{ code: 'xa', day: today }] });
  const answer = Buffer.from(JSON.stringify({ profiles: [minority], more: false }));
  net.tamper((from, path, body) => {
    if (from === 'xb' && path.endsWith('/profile')) return answer;
    return from === 'xb' && path.endsWith('/feed') ? otherDocuments(body) : body;
  });
  const ref = await give('xb', 'xa');
  await net.node('xa').pull('xb');
  const { alliance, alarms } = await seenBy(net, 'xa');
  expect(alliance.profile).toBe(1);
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'profile-refused' }]);
  expect(alarms[0]?.why).toContain('2 endorsements of 5');
  const [held, offered] = await evidenceAt('xa');
  expect(held).toContain(net.node('xa').deps.self.alliance.profileSource);
  expect(offered).toContain(minority.source);
  expect(await verdictAt('xa', ref)).toEqual(accepted);
});

test('two profiles under one number: who has taken on one refuses the other, and both are kept as proof', async () => {
  const fork = endorsed(net, 'xb', ['xb', 'xc', 'iop'], { suspend: [{ code: 'xa', day: today }] });
  await changeProfile(net, 'xa', majority, { suspend: [{ code: 'xc', day: today }] });
  net.tamper((from, path, body) => {
    if (from === 'xb' && path.endsWith('/profile'))
      return Buffer.from(JSON.stringify({ profiles: [fork], more: false }));
    return from === 'xb' && path.endsWith('/feed') ? otherDocuments(body) : body;
  });
  await net.node('xa').pull('xb');
  const { alarms } = await seenBy(net, 'xa');
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'profile-forked' }]);
  expect((await evidenceAt('xa'))[1]).toContain(fork.source);
  expect((await seenBy(net, 'xa')).alliance.profile).toBe(2);
});

test('a node that was away takes on all changes in their order, and what was recalled meanwhile is gone first', async () => {
  const kept = await give('xa', 'xc');
  const recalled = await give('xa', 'xc');
  net.setLine('xa', 'xc', false);
  net.setLine('xb', 'xc', false);
  await recallRecords(net.node('xa').deps, actor('xa'), [recalled], ['xc'], 'a year ago');
  for (let n = 0; n < 2; n++) {
    const at = await sizeAt('xa');
    await changeDirectory(net, 'xa', { rotate: [{ use: 'record', authority: 'xa/cyber' }, { use: 'log' }], at });
    await changeProfile(
      net,
      'xb',
      ['ec', 'xa', 'xb'],
      n === 0 ? { suspend: [{ code: 'iop', day: today }] } : { resume: ['iop'] },
    );
  }
  const fresh = await report('xa');
  await releaseRecords(net.node('xa').deps, actor('xa'), [fresh], ['xc']);
  await net.node('xa').sequence();
  net.clock.advance(3600_000);
  net.setLine('xa', 'xc', true);
  await net.settle();
  expect((await seenBy(net, 'xc')).alliance.profile).toBe(3);
  expect((await seenBy(net, 'xc')).alarms).toEqual([]);
  expect(await verdictAt('xc', fresh)).toEqual(accepted);
  expect(await recordAt('xc', kept)).toMatchObject({ destroyed: false });
  expect(await recordAt('xc', recalled)).toMatchObject({ destroyed: true });
  expect(await failuresAt('xc', kept)).toEqual([]);
});
