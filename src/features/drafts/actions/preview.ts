import { z } from 'zod';
import type { Session } from '#features/officers/model.ts';
import {
  atGate,
  decryptBody,
  encryptBody,
  gatherKnown,
  judgeUnapproved,
  listReplacing,
  prepareRecord,
  readBody,
  refuseUnlawful,
  sealPrepared,
} from '#features/records/actions.ts';
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
 * Makes the very bytes that would be sealed, asks every rule, and says who gets them; nothing is sealed yet. Errors: malformed, with the
 * place of each fault; forbidden; refused, with the rule's code.
 */
export async function previewRecord(
  deps: Deps,
  { officer }: Session,
  asked: Omit<Draft, 'author' | 'officers'>,
): Promise<Preview> {
  const kind = deps.kinds.get(asked.kind);
  if (!kind?.draftable) throw new TamgaError('malformed', `kind: ${asked.kind} is not composed in this form`);
  if (kind.approval)
    throw new TamgaError('malformed', `kind: ${asked.kind} is proposed, and seen before it is approved`);
  z.object({ body: kind.schema }).parse({ body: asked.body });
  const draft = { ...asked, author: officer.authority, officers: [officer.id] };
  return atGate(deps, async (tx) => {
    await refuseOvertaken(tx, deps, asked.replaces);
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

/** Of two officers who correct the same record, the second is told of the first. Errors: replaced-already. */
async function refuseOvertaken(tx: Tx, { self }: Deps, replaces: string | undefined): Promise<void> {
  const [newest] = replaces === undefined ? [] : await listReplacing(tx, replaces, self.code);
  if (newest === undefined) return;
  throw new TamgaError(
    'conflict',
    `${replaces} was corrected meanwhile by ${newest}: read that one, and correct it instead`,
    {
      detail: { code: 'replaced-already' },
    },
  );
}

/** To whom the profile lets the envelope go without a release (design 5). */
function oversightOf({ self }: Deps, { kind }: Envelope): string[] {
  const { participants, due } = self.alliance.profile.oversight;
  return due.includes(kind) ? participants.filter((code) => code !== self.code) : [];
}

/**
 * Seals the bytes of a preview, and goes on as with any record. Errors: preview-over, where its minutes are over, or it was sealed, or is
 * not this officer's; refused, with what the rules say by now.
 */
export async function sealPreview(deps: Deps, { officer }: Session, id: string): Promise<Submission> {
  return atGate(deps, async (tx) => {
    const row = await store.takePreview(tx, id, officer.id);
    if (!row || row.expiresAt <= deps.now() || row.author !== officer.authority)
      throw new TamgaError('conflict', 'the preview is over: look again at what is sealed', {
        detail: { code: 'preview-over' },
      });
    const opened = decryptBody({ ...row, readers: null }, deps.self);
    if (!opened.ok) throw new TamgaError('keys', 'the content of this preview cannot be opened here');
    const envelope = envelopeSchema.parse(JSON.parse(row.payload.toString()));
    await refuseOvertaken(tx, deps, envelope.replaces);
    const { body, bodyKey } = opened;
    const prepared = { envelope, payload: row.payload, body, bodyKey, content: readBody(body) };
    const actor = { authority: row.author, officer: officer.id };
    return submitPrepared(tx, deps, actor, await sealPrepared(prepared, [], deps));
  });
}
