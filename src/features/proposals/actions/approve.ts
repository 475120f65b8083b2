import { endOfEmergency, isEmergency } from '#features/approvals/actions.ts';
import {
  counterFault,
  doubtPasskey,
  hasCountedOn,
  readStops,
  stopFault,
} from '#features/officers/actions/note-counter.ts';
import { refuseUnregistered } from '#features/officers/actions/refuse-unregistered.ts';
import type { Assertion, Officer, Session } from '#features/officers/model.ts';
import {
  atGate,
  decryptBody,
  faultOfAssertion,
  foldEmergencies,
  holdEmergenciesOf,
  readBody,
  refusedDraft,
  sealPrepared,
} from '#features/records/actions.ts';
import type { Prepared } from '#features/records/actions.ts';
import type { Appointment, Approval } from '#features/approvals/model.ts';
import { envelopeSchema } from '#features/records/model.ts';
import type { AnyKind, Deps } from '#features/records/model.ts';
import { submitPrepared } from '#features/releases/actions.ts';
import type { Submission } from '#features/releases/actions.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { ProposalSummary } from '../model.ts';
import { removedBy } from '../removed-by.ts';
import { judgePlace } from '../rules.ts';
import * as store from '../store.ts';
import type { ProposalRow } from '../store.ts';
import { kindOf, toSummary } from '../summary.ts';
import { holdForSession } from './read-proposals.ts';
import { judgePasskey, readOwnAppointments } from './read-passkeys.ts';
import type { ProposeDeps } from './propose.ts';
import { refuseVoid } from './refuse-void.ts';

export type Approved = { proposal: ProposalSummary; submission: Submission | null };

/**
 * Adds an officer's assertion to a proposal; when nobody is missing any more, seals it and goes on as with any record. Errors:
 * not-found; refused: decided, approval-named, approval-author, approval-twice, approval-role, approval-unknown, approval-ended, approval-software,
 * approval-unattested, approval-young, approval, approval-counter, approval-stopped, approval-void, passkey-unregistered, officer-differs; and
 * what the record's own rules say by now.
 */
export async function approveProposal(
  deps: ProposeDeps,
  session: Session,
  id: string,
  assertion: Assertion,
): Promise<Approved> {
  try {
    return await approveAtGate(deps, session, id, assertion);
  } catch (error) {
    if (error instanceof TamgaError && error.detail.code === 'approval-counter')
      await doubtPasskey(deps, session.officer.id, assertion);
    throw error;
  }
}

function approveAtGate(deps: ProposeDeps, session: Session, id: string, assertion: Assertion): Promise<Approved> {
  const { officer } = session;
  return atGate(deps, async (tx) => {
    const row = await holdOpen(tx, deps, session, id);
    const kind = kindOf(deps, row.kind);
    const given = await store.readApprovals(tx, [id]);
    const removes = removedBy(deps, kind, row);
    const asked = { rule: kind.approval, author: row.officer, approvals: given, state: row.state, removes };
    const place = judgePlace(asked, officer);
    if (!place.ok) throw refusedDraft({ kind: row.kind, officers: [officer.id] }, place);
    const prepared = openPrepared(deps, row);
    const approval = await toApproval(tx, deps, kind, prepared, officer, place.place ?? 0, assertion);
    const added = { proposalId: id, place: place.place ?? 0, officer: officer.id, approval, approvedAt: deps.now() };
    await store.insertApproval(tx, added);
    const all = [...given, added];
    if (all.length < kind.approval.roles.length)
      return { proposal: toSummary(row, all, kind, officer), submission: null };
    return seal(tx, deps, officer, row, prepared, all);
  });
}

/**
 * Seals what only its author approved, as an emergency: it lapses after 24 hours unless a second person confirms it. Errors: as above; refused emergency-again,
 * where an earlier one of the officer's is confirmed by nobody.
 */
export async function putIntoForce(deps: ProposeDeps, session: Session, id: string): Promise<Approved> {
  const { officer } = session;
  return atGate(deps, async (tx) => {
    const row = await holdOpen(tx, deps, session, id);
    const kind = kindOf(deps, row.kind);
    const given = await store.readApprovals(tx, [id]);
    if (row.officer !== officer.id)
      throw refuse(row, officer, 'approval-author', `${row.officer} wrote it: nobody else puts it into force alone`);
    if (
      !isEmergency(
        given.map(({ approval }) => approval),
        kind.approval,
      )
    )
      throw refuse(
        row,
        officer,
        'approval-missing',
        `${row.kind} needs its author's approval, and is put into force alone only where its kind allows`,
      );
    await holdEmergenciesOf(tx, officer.id);
    const prepared = openPrepared(deps, row);
    const until = endOfEmergency(prepared.envelope.issuedAt);
    if (deps.now() >= until)
      throw refuse(row, officer, 'emergency-over', `it would have lapsed ${until.toISOString()}: propose it anew`);
    return seal(tx, deps, officer, row, prepared, given);
  });
}

const refuse = ({ kind }: ProposalRow, { id }: Officer, code: string, why: string): TamgaError =>
  refusedDraft({ kind, officers: [id] }, { code, why });

async function holdOpen(tx: Tx, deps: Deps, session: Session, id: string): Promise<ProposalRow> {
  const row = await holdForSession(tx, deps, session, id);
  // The job that ends what is over comes a little later.
  const state = row.state === 'open' && row.expiresAt <= deps.now() ? 'lapsed' : row.state;
  if (state !== 'open') throw refuse(row, session.officer, 'decided', `this proposal is ${state}`);
  return row;
}

function openPrepared({ self }: Deps, row: ProposalRow): Prepared {
  const opened = decryptBody({ ...row, readers: null }, self);
  if (!opened.ok) throw new TamgaError('keys', `the content of proposal ${row.id} cannot be opened here`);
  const envelope = envelopeSchema.parse(JSON.parse(row.payload.toString()));
  const { body, bodyKey } = opened;
  return { envelope, payload: row.payload, body, bodyKey, content: readBody(body) };
}

/** The assertion with whose passkey it is: verified as every recipient will verify it. */
async function toApproval(
  tx: Tx,
  deps: Deps,
  kind: AnyKind,
  { envelope, payload, content }: Prepared,
  officer: Officer,
  place: number,
  assertion: Assertion,
): Promise<Approval> {
  const draft = { kind: envelope.kind, officers: [officer.id] };
  const appointments = await readOwnAppointments(tx, kind, officer, { envelope, content });
  const appointment = appointments.findLast(({ credential }) => credential === assertion.credential);
  if (!appointment)
    throw refusedDraft(draft, {
      code: 'approval-unknown',
      why: `no appointment gives ${officer.id} the passkey that signed`,
    });
  if ((await readStops(tx, [assertion.credential])).size > 0) throw refusedDraft(draft, stopFault(officer.id));
  const verdict = judgePasskey(deps, kind, envelope, appointment, place);
  if (!verdict.ok) throw refusedDraft(draft, verdict);
  const approval = named(appointment, assertion);
  const fault = await faultOfAssertion(approval, new Uint8Array(payload));
  if (fault !== null) throw refusedDraft(draft, { code: 'approval', why: `${officer.id}: ${fault}` });
  if (!(await hasCountedOn(tx, assertion, deps.now()))) throw refusedDraft(draft, counterFault(officer.id));
  return approval;
}

const named = (
  { ref: appointment, officer, rpId, credential, key }: Appointment,
  { authenticatorData, clientData, signature }: Assertion,
): Approval => ({ officer, appointment, rpId, credential, key, authenticatorData, clientData, signature });

async function seal(
  tx: Tx,
  deps: ProposeDeps,
  officer: Officer,
  row: ProposalRow,
  prepared: Prepared,
  given: readonly store.ApprovalRow[],
): Promise<Approved> {
  const approvals = given.map(({ approval }) => approval);
  await refuseVoid(tx, deps, prepared.envelope, approvals);
  if (kindOf(deps, row.kind).appoints) await refuseUnregistered(tx, deps, prepared.envelope, prepared.content);
  const sealed = await sealPrepared(prepared, approvals, deps);
  const actor = { authority: row.author, officer: row.officer };
  const submission = await submitPrepared(tx, deps, actor, sealed);
  const decided = { state: 'sealed' as const, decidedAt: deps.now(), decidedBy: officer.id };
  await store.decideProposal(tx, row.id, 'sealed', decided.decidedAt, officer.id);
  const kind = kindOf(deps, row.kind);
  const emergency = (await foldEmergencies({ ...deps, db: tx }, [row])).get(row.ref) ?? null;
  const said = { title: null, disturbing: false, emergency };
  return { proposal: toSummary({ ...row, ...decided }, given, kind, officer, said), submission };
}
