import { prepareRecord, sealPrepared, storeOwn } from '#features/records/actions.ts';
import type { Approval } from '#features/approvals/model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { sha256 } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Assertion, Role } from '#features/officers/model.ts';
import { insertPasskey, upsertOfficer } from '#features/officers/enrolment-store.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import type { Proposal, ProposalSummary, ApprovedProposal } from '#features/proposals/model.ts';
import { askAs } from './authorities.ts';
import type { TestNode } from './nodes.ts';

export const handling = {
  marking: { tlp: 'GREEN', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'coordination',
  retainUntil: '2040-05-13',
};

/** What two officers have to approve. */
export const warning = {
  kind: 'warning.issue',
  ...handling,
  purpose: 'cii-protection',
  body: {
    title: 'LegacyShare v1: isolate port 4455',
    number: 1,
    severity: 'high',
    products: ['LegacyShare v1'],
    summary: 'It spreads.',
    mitigation: 'Isolate.',
  },
};

const appointed: readonly [number, Role][] = [
  [1, 'case-officer'],
  [3, 'node-admin'],
  [5, 'legal-reviewer'],
  [6, 'approver'],
];
/** The numbers of an authority's officers by what they are. */
export const officersOf = (authority: string) => ({
  author: `${authority}/o-1`,
  admin: `${authority}/o-3`,
  reviewer: `${authority}/o-5`,
  approver: `${authority}/o-6`,
});

/** The passkeys of an authority's officers, each made by a program. */
export type Passkeys = ReadonlyMap<string, SoftwareAuthenticator>;
export const newPasskeys = (authority: string): Passkeys =>
  new Map(
    appointed.map(([n]) => [
      `${authority}/o-${n}`,
      new SoftwareAuthenticator(`https://node.${authority.split('/')[0]}.mca.example`),
    ]),
  );

export const draftOfAppointment = (authority: string, passkeys: Passkeys, only = [...passkeys.keys()]) => ({
  kind: 'officer.appoint',
  ...handling,
  body: {
    officers: only.map((officer) => ({
      officer,
      role: appointed.find(([n]) => officer === `${authority}/o-${n}`)?.[1] ?? 'auditor',
      passkeys: [passkeys.get(officer)!.passkey],
    })),
  },
});

export const draftOfDismissal = (officer: string) => ({
  kind: 'officer.dismiss',
  ...handling,
  body: { officer, reason: 'passkey-lost' },
});

export const propose = (node: TestNode, officer: string, draft: object): Promise<ProposalSummary> =>
  askAs(node, officer, '/api/proposals', { method: 'POST', body: draft });

/** Proposes an appointment after its officers registered what it names, as by invitations. */
export async function proposeAppointment(
  node: TestNode,
  officer: string,
  draft: ReturnType<typeof draftOfAppointment>,
): Promise<ProposalSummary> {
  const { db, now, officers } = node.deps;
  await transaction(db, async (tx) => {
    for (const { officer: id, role, passkeys } of draft.body.officers) {
      const name = officers.find((one) => one.id === id)?.name ?? id;
      await upsertOfficer(tx, { id, name, role, authority: id.slice(0, id.lastIndexOf('/')) }, officer, now());
      for (const one of passkeys)
        await insertPasskey(tx, id, one, { subject: null, invitedBy: officer, invitedAt: now() }, now());
    }
  });
  return propose(node, officer, draft);
}

/** What the officer's passkey says of the proposal's very bytes. */
export async function assertion(
  node: TestNode,
  officer: string,
  id: string,
  passkey: SoftwareAuthenticator,
): Promise<Assertion> {
  const { digest } = await askAs<Proposal>(node, officer, `/api/proposals/${id}`);
  return passkey.assert(Buffer.from(digest, 'base64url'));
}

export async function approve(
  node: TestNode,
  officer: string,
  id: string,
  passkeys: Passkeys,
): Promise<ApprovedProposal> {
  const body = await assertion(node, officer, id, passkeys.get(officer)!);
  return askAs(node, officer, `/api/proposals/${id}/approvals`, { method: 'POST', body });
}

/** The authority's first officers appoint themselves; gives their passkeys and the record. */
export async function found(node: TestNode, authority: string): Promise<{ passkeys: Passkeys; ref: string }> {
  const { admin, approver } = officersOf(authority);
  const passkeys = newPasskeys(authority);
  const { id } = await proposeAppointment(node, admin, draftOfAppointment(authority, passkeys));
  await approve(node, admin, id, passkeys);
  const { sealed } = await approve(node, approver, id, passkeys);
  if (!sealed) throw new Error('the first officers are not appointed');
  return { passkeys, ref: sealed.ref };
}

/** What became of a record at a node. */
export async function verdictAt(node: TestNode, ref: string): Promise<Pick<RecordDetail, 'verdict' | 'code'>> {
  const { verdict, code } = await node.ask<RecordDetail>(`/api/records/${ref}`);
  return { verdict, code };
}

/** Approvals over the very payload. */
export type Signing = (payload: Uint8Array) => Approval[];

/** As a changed program of a node would: a warning is sealed whatever its own rules say. Gives its ref. */
export async function sealAnyway(node: TestNode, signing: Signing, change: object): Promise<string> {
  const prepared = prepareRecord({ ...warning, author: '', officers: [], ...change }, node.deps);
  const sealed = await sealPrepared(prepared, signing(prepared.payload), node.deps);
  await transaction(node.deps.db, (tx) => storeOwn(tx, node.deps, [sealed]));
  return sealed.envelope.ref;
}

/** What an officer's passkey says of a payload, under whichever appointment. */
export const signedBy = (
  officer: string,
  appointment: string,
  payload: Uint8Array,
  by: SoftwareAuthenticator,
): Approval => {
  const { key, rpId } = by.passkey;
  return { officer, appointment, rpId, key, ...by.assert(sha256(payload)) };
};
