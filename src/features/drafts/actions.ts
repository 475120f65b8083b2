import type { Session } from '#features/officers/model.ts';
import { unwrapForSelf, wrapForSelf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { draftLifeMs, maxDrafts } from './model.ts';
import type { DraftSummary, SaveDraft, TypedDraft } from './model.ts';
import * as store from './store.ts';

export { previewRecord, proposePreview, sealPreview } from './actions/preview.ts';

type DraftDeps = Pick<Deps, 'db' | 'now' | 'randomBytes' | 'self'>;

/** What a draft's ciphertext is bound to: whoever can write to the database moves it to no other officer, and no other form. */
const boundTo = (officer: string, form: string): Buffer => Buffer.from(`draft\n${officer}\n${form}`);

/** What the officer left unfinished, without what was typed. */
export const listDrafts = ({ db }: Pick<Deps, 'db'>, { officer }: Session): Promise<DraftSummary[]> =>
  store.listDrafts(db, officer.id);

/** What the officer typed into a form; null where nothing is kept, also where the key that it was encrypted for is gone. */
export async function readDraft(
  { db, self }: DraftDeps,
  { officer }: Session,
  form: string,
): Promise<TypedDraft | null> {
  const row = await store.readDraft(db, officer.id, form);
  const text = row && unwrapForSelf(boundTo(officer.id, form), row.content, self)?.toString();
  if (!row || text === undefined) return null;
  const { content: _, ...summary } = row;
  return { ...summary, text };
}

/**
 * Keeps what the officer typed, in place of the version that it goes on from. Errors: conflict, where another window of the officer's
 * saved another one meanwhile; draft-limit.
 */
export async function saveDraft(
  deps: DraftDeps,
  { officer }: Session,
  form: string,
  { text, address, version: after }: SaveDraft,
): Promise<DraftSummary> {
  const savedAt = deps.now();
  if (after === 0 && (await store.countDrafts(deps.db, officer.id)) >= maxDrafts)
    throw new TamgaError('conflict', `${officer.id} has ${maxDrafts} drafts: finish or discard one first`, {
      detail: { code: 'draft-limit' },
    });
  const content = wrapForSelf(boundTo(officer.id, form), Buffer.from(text), deps);
  const version = await store.saveDraft(deps.db, officer.id, { form, address, content, savedAt, after });
  if (version === undefined) throw new TamgaError('conflict', `${form}: version ${after} is not what is kept by now`);
  return { form, address, version, savedAt };
}

/** Forgets it: it was sent, or is not wanted any more. */
export const discardDraft = ({ db }: Pick<Deps, 'db'>, { officer }: Session, form: string): Promise<void> =>
  store.deleteDraft(db, officer.id, form);

/** Takes away what nobody has gone on with for 30 days, and previews that are over. */
export const endDrafts = ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> =>
  store.endDrafts(db, new Date(now().getTime() - draftLifeMs), now());
