import { z } from 'zod';
import { refuseUnread } from '#features/guards/actions/refuse-unread.ts';
import { viewerOf } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { proposePrepared, requirePlace } from '#features/proposals/actions.ts';
import type { ProposalSummary } from '#features/proposals/model.ts';
import {
  atGate,
  decryptBody,
  encryptBody,
  gatherKnown,
  judgeUnapproved,
  prepareRecord,
  readBody,
  refsOfDraft,
  refuseOvertaken,
  refuseUnlawful,
  sealPrepared,
} from '#features/records/actions.ts';
import type { Prepared } from '#features/records/actions.ts';
import { envelopeSchema } from '#features/records/model.ts';
import type { Deps, Draft, Envelope } from '#features/records/model.ts';
import { listAudiences, planCarrying, submitPrepared } from '#features/releases/actions.ts';
import type { Submission } from '#features/releases/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { maxPreviews, previewLifeMs } from '../model.ts';
import type { Preview } from '../model.ts';
import * as store from '../store.ts';

/**
 * Makes the very bytes that would be sealed, or proposed where others approve them first; asks every rule, and says who gets them. Nothing
 * is sealed yet. Errors: malformed, with the
 * place of each fault; forbidden; refused, with the rule's code.
 */
export async function previewRecord(
  deps: Deps,
  { officer }: Session,
  asked: Omit<Draft, 'author' | 'officers'>,
): Promise<Preview> {
  const kind = deps.kinds.get(asked.kind);
  if (!kind?.draftable) throw new TamgaError('malformed', `kind: ${asked.kind} is not composed in this form`);
  z.object({ body: kind.schema }).parse({ body: asked.body });
  const draft = { ...asked, author: officer.authority, officers: [officer.id] };
  return atGate(deps, async (tx) => {
    await refuseOvertaken(tx, deps, asked.replaces);
    if (kind.approval) requirePlace(kind, kind.approval, officer);
    const prepared = prepareRecord(draft, deps);
    const known = await gatherKnown(tx, deps, [prepared]);
    await refuseUnlawful(tx, deps, prepared, judgeUnapproved(prepared, known, deps));
    const { envelope, payload, body } = prepared;
    const digest = sha256(payload);
    const stored = encryptBody({ ...prepared, digest, readers: null }, deps);
    if (!stored) throw new Error('a prepared record has a body');
    const expiresAt = new Date(deps.now().getTime() + previewLifeMs);
    const id = newUuidV7(deps.now().getTime(), deps.randomBytes);
    const row = { id, officer: officer.id, author: officer.authority, payload, digest, ...stored, expiresAt };
    await store.insertPreview(tx, row, maxPreviews);
    const { allowed, withheld } = await planCarrying(tx, deps, prepared);
    return {
      id,
      expiresAt,
      isProposed: kind.approval !== undefined,
      ref: envelope.ref,
      digest: toBase64url(digest),
      payload: payload.toString(),
      body: body.toString(),
      marking: envelope.marking ?? null,
      released: allowed,
      withheld,
      oversight: oversightOf(deps, envelope),
      recipients: listAudiences(deps, envelope),
    };
  });
}

/** To whom the profile lets the envelope go without a release (design 5). */
function oversightOf({ self }: Deps, { kind }: Envelope): string[] {
  const { participants, due } = self.alliance.profile.oversight;
  return due.includes(kind) ? participants.filter((code) => code !== self.code) : [];
}

/**
 * Seals the bytes of a preview, and goes on as with any record. Errors: preview-over, where its minutes are over, or it was sealed, or is
 * not this officer's; not-found, where it names by now what the officer may not read; refused, with what the rules say by now, and
 * `approval-missing` where others have to approve them first.
 */
export async function sealPreview(deps: Deps, session: Session, id: string): Promise<Submission> {
  const { officer } = session;
  return atGate(deps, async (tx) => {
    const prepared = await takePrepared(tx, deps, session, id);
    const actor = { authority: officer.authority, officer: officer.id };
    return submitPrepared(tx, deps, actor, await sealPrepared(prepared, [], deps));
  });
}

/** Proposes the bytes of a preview to those who approve them: what was looked at is what they sign. Errors: preview-over; as any proposal. */
export async function proposePreview(deps: Deps, session: Session, id: string): Promise<ProposalSummary> {
  return atGate(deps, async (tx) => proposePrepared(tx, deps, session, await takePrepared(tx, deps, session, id)));
}

/** The bytes of a preview, once. */
async function takePrepared(tx: Tx, deps: Deps, session: Session, id: string): Promise<Prepared> {
  const { officer } = session;
  const row = await store.takePreview(tx, id, officer.id);
  if (!row || row.expiresAt <= deps.now() || row.author !== officer.authority)
    throw new TamgaError('conflict', 'the preview is over: look again at what is sealed', {
      detail: { code: 'preview-over' },
    });
  const opened = decryptBody({ ...row, readers: null }, deps.self);
  if (!opened.ok) throw new TamgaError('keys', 'the content of this preview cannot be opened here');
  const envelope = envelopeSchema.parse(JSON.parse(row.payload.toString()));
  await refuseUnread(tx, viewerOf(session), refsOfDraft(envelope));
  const { body, bodyKey } = opened;
  return { envelope, payload: row.payload, body, bodyKey, content: readBody(body) };
}
