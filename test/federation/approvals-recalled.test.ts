import { expect, test } from 'vitest';
import { prepareRecord, rebuildProjections, sealPrepared, storeOwn, submitRecords } from '#features/records/actions.ts';
import type { Approval } from '#features/approvals/model.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { readAppointments } from '#features/officers/appointment-store.ts';
import {
  sealAnyway,
  signedBy,
  approve,
  draftOfAppointment,
  draftOfDismissal,
  newPasskeys,
  officersOf,
  propose,
  proposeAppointment,
  verdictAt,
} from './eyes.ts';
import type { Passkeys, Signing } from './eyes.ts';
import { incident } from './drafts.ts';
import { newWarningAt, releaseToXb, shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// What is recalled, waits or comes again lets nobody in whom two officers did not.

const { author, approver, reviewer, admin } = officersOf('xa/cyber');
let net: Net;
let xa: TestNode;
let xb: TestNode;
let passkeys: Passkeys;
let founding: string;
shareFourEyes(async (eyes) => {
  ({ net, xa, xb, passkeys, founding } = eyes);
  const renewed = new Map([[reviewer, new SoftwareAuthenticator('https://node.xa.mca.example')]]);
  net.clock.advance(60_000);
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', renewed));
  await approve(xa, admin, id, passkeys);
  await approve(xa, approver, id, passkeys);
  passkeys = new Map([...passkeys, ...renewed]);
});

const newWarning = (): Promise<string> => newWarningAt(xa);
const release = (ref: string) => releaseToXb(xa, ref);

const sealUnjudged = async (signing: Signing, change: object = {}): Promise<string> => {
  const ref = await sealAnyway(xa, signing, { author: 'xa/cyber', officers: [author], ...change });
  await release(ref);
  return ref;
};
const signed = (officer: string, payload: Uint8Array, by = passkeys.get(officer)!): Approval =>
  signedBy(officer, founding, payload, by);

const actor = { authority: 'xa/cyber', officer: author };
const recall = (ref: string) => recallRecords(xa.deps, actor, [ref], ['xb'], 'a reason');
const unreleased = async (): Promise<string> => (await submitRecords(xa.deps, [incident('xa')]))[0]!.ref;
const stranger = new SoftwareAuthenticator('https://node.xa.mca.example');

test('what waited, was recalled and is released again is judged with its content', async () => {
  const late = await unreleased();
  const forged = await sealUnjudged((p) => [signed(author, p), signed(approver, p, stranger)], { about: [late] });
  await net.settle();
  expect(await verdictAt(xb, forged)).toEqual({ verdict: 'waiting', code: 'waiting' });
  await recall(forged);
  await net.settle();
  await release(late);
  await net.settle();
  await release(forged);
  await net.settle();
  expect(await verdictAt(xb, forged)).toEqual({ verdict: 'quarantined', code: 'approval-unknown' });
});

test('of two records that found one authority and waited for the same, the second is set aside', async () => {
  const [late] = await submitRecords(xb.deps, [incident('xb')]);
  const foundings: string[] = [];
  const { approver: second, admin: first } = officersOf('xb/cyber');
  for (let n = 0; n < 2; n++) {
    const keys = newPasskeys('xb/cyber');
    const draft = {
      ...draftOfAppointment('xb/cyber', keys),
      author: 'xb/cyber',
      officers: [first],
      about: [late!.ref],
    };
    const prepared = prepareRecord(draft, xb.deps);
    const own = (officer: string): Approval => ({
      ...signed(officer, prepared.payload, keys.get(officer)),
      appointment: prepared.envelope.ref,
    });
    const sealed = await sealPrepared(prepared, [own(first), own(second)], xb.deps);
    await transaction(xb.deps.db, (tx) => storeOwn(tx, xb.deps, [sealed]));
    foundings.push(sealed.envelope.ref);
  }
  const by = { authority: 'xb/cyber', officer: 'xb/cyber/o-1' };
  await releaseRecords(xb.deps, by, foundings, ['xa']);
  await net.settle();
  for (const ref of foundings) expect(await verdictAt(xa, ref)).toMatchObject({ verdict: 'waiting' });
  await releaseRecords(xb.deps, by, [late!.ref], ['xa']);
  await net.settle();
  expect(await Promise.all(foundings.map((ref) => verdictAt(xa, ref)))).toEqual([
    { verdict: 'accepted', code: null },
    { verdict: 'quarantined', code: 'founded' },
  ]);
});

test('who is released a record for one authority learns as a whole who its officers are', async () => {
  const id = await newWarning();
  await approve(xa, author, id, passkeys);
  const { sealed } = await approve(xa, reviewer, id, passkeys); // by the passkey that no recipient has heard of
  const [outcome] = await releaseRecords(xa.deps, actor, [sealed!.ref], ['xb/cyber']);
  expect(outcome).toMatchObject({ to: 'xb/cyber', count: 2 });
  expect(outcome!.refs).toHaveLength(2);
  await net.settle();
  expect(await verdictAt(xb, sealed!.ref)).toEqual({ verdict: 'accepted', code: null });
});

test('no recall of a dismissal makes an officer of who was dismissed', async () => {
  const { id } = await propose(xa, admin, draftOfDismissal(author));
  await approve(xa, admin, id, passkeys);
  const { ref: dismissal } = (await approve(xa, approver, id, passkeys)).sealed!;
  await release(dismissal);
  const signedSince = () => sealUnjudged((p) => [signed(author, p), signed(approver, p)]);
  const first = await signedSince();
  await net.settle();
  expect(await verdictAt(xb, first)).toEqual({ verdict: 'quarantined', code: 'approval-ended' });
  await recall(dismissal);
  const second = await signedSince();
  await net.settle();
  expect(await xb.ask(`/api/records/${dismissal}`)).toMatchObject({ destroyed: true });
  await transaction(xb.deps.db, (tx) => rebuildProjections(tx, xb.deps));
  const third = await signedSince();
  await net.settle();
  for (const ref of [second, third])
    expect(await verdictAt(xb, ref)).toEqual({ verdict: 'quarantined', code: 'approval-ended' });
});

test('a lost passkey counts no more when the record that replaced it is destroyed', async () => {
  net.clock.advance(60_000);
  const renewed = new Map([[approver, new SoftwareAuthenticator('https://node.xa.mca.example')]]);
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', renewed));
  await approve(xa, admin, id, passkeys);
  const { ref } = (await approve(xa, approver, id, passkeys)).sealed!;
  await release(ref);
  await net.settle();
  const ended = async () =>
    (await readAppointments(xb.deps.db, [approver])).map((one) => [one.ref, one.endedAt !== null]);
  expect(await ended()).toEqual([
    [founding, true],
    [ref, false],
  ]);
  await recall(ref);
  await net.settle();
  expect(await ended()).toEqual([[founding, true]]);
  await release(ref);
  await net.settle();
  expect(await ended()).toEqual([
    [founding, true],
    [ref, false],
  ]);
});
