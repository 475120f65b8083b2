import type { Session } from '#features/officers/model.ts';
import { unwrapForSelf, wrapForSelf } from '#features/records/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { checkColleague } from '../colleague.ts';
import type { WatchDeps } from '../colleague.ts';
import { dayLimits } from '../model.ts';
import type { NewNote, WatchNote } from '../model.ts';
import * as store from '../store.ts';

const boundTo = (id: string): Buffer => Buffer.from(`watch note\n${id}`);

const open = ({ self }: WatchDeps, { content, ...row }: store.NoteRow): WatchNote => ({
  ...row,
  text: unwrapForSelf(boundTo(row.id), content, self)?.toString() ?? null,
});

/** Leaves a note for whoever takes over, or for one officer. Errors: malformed; too-many (day-limit). */
export async function writeNote(deps: WatchDeps, { officer }: Session, { text, to }: NewNote): Promise<{ id: string }> {
  if (to !== undefined) await checkColleague(deps, officer.authority, to, 'to');
  if (to === officer.id) throw new TamgaError('malformed', 'to: nobody hands over to himself');
  const writtenAt = deps.now();
  const id = newUuidV7(writtenAt.getTime(), deps.randomBytes);
  const content = wrapForSelf(boundTo(id), Buffer.from(text), deps);
  const row = { id, officer: officer.id, to: to ?? null, content, writtenAt, takenBy: null, takenAt: null };
  await transaction(deps.db, async (tx) => {
    await holdDayLimit(tx, dayLimits.note, officer.id, writtenAt);
    await store.insertNote(tx, officer.authority, row);
  });
  return { id };
}

/** The notes of the authority, the newest first. */
export async function listNotes(deps: WatchDeps, { officer }: Session, asked: PageAsked): Promise<Page<WatchNote>> {
  const rows = await store.listNotes(deps.db, officer.authority, asked);
  const items = rows.slice(0, asked.limit).map((row) => open(deps, row));
  return { items, next: rows.length > asked.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Of those that nobody has taken over, those that this officer may: not one's own, nor one that is for another. */
export async function findOpenNotes(deps: WatchDeps, { officer }: Session, atMost: number): Promise<WatchNote[]> {
  const rows = await store.listOpenNotes(deps.db, officer.authority, atMost);
  return rows
    .filter((row) => row.officer !== officer.id && (row.to === null || row.to === officer.id))
    .map((row) => open(deps, row));
}

/** Signs a note off: from now on this officer has the watch. Errors: not-found; refused: own-note, taken-over. */
export async function takeOver(deps: WatchDeps, { officer }: Session, id: string): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const row = await store.holdNote(tx, officer.authority, id);
    if (!row) throw new TamgaError('not-found', `no note ${id} here`);
    if (row.officer === officer.id) throw refuse('own-note', 'who wrote a note does not take over by it');
    if (row.takenBy !== null) throw refuse('taken-over', `${row.takenBy} has taken over`);
    if (row.to !== null && row.to !== officer.id) throw refuse('taken-over', `it is for ${row.to}`);
    await store.takeNote(tx, id, officer.id, deps.now());
  });
}

const refuse = (code: string, why: string): TamgaError => new TamgaError('refused', why, { detail: { code } });
