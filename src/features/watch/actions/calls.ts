import { calendarOf } from '#features/alliance/model.ts';
import { isUnread } from '#features/guards/actions/refuse-unread.ts';
import { viewerOf } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { readKnown, unwrapForSelf, wrapForSelf } from '#features/records/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { newUuidV7 } from '#platform/ids.ts';
import type { WatchDeps } from '../colleague.ts';
import { dayLimits } from '../model.ts';
import type { NewCall, WatchCall } from '../model.ts';
import { writtenBy } from '../rules.ts';
import * as store from '../store.ts';

const boundTo = (id: string): Buffer => Buffer.from(`watch call\n${id}`);

function open({ self }: WatchDeps, { content, ...row }: store.CallRow): WatchCall {
  const isDue = row.urgent && row.record === null;
  return {
    ...row,
    text: unwrapForSelf(boundTo(row.id), content, self)?.toString() ?? null,
    due: isDue ? writtenBy(row.at, self.alliance, calendarOf(self.alliance, self.code)) : null,
  };
}

/** Notes a telephone call. Errors: malformed, where it was not yet; too-many (day-limit). */
export async function noteCall(deps: WatchDeps, { officer }: Session, asked: NewCall): Promise<{ id: string }> {
  const notedAt = deps.now();
  const at = asked.at === undefined ? notedAt : new Date(asked.at);
  if (at > notedAt) throw new TamgaError('malformed', 'at: this call was not yet');
  const id = newUuidV7(notedAt.getTime(), deps.randomBytes);
  const { text, direction, party, urgent } = asked;
  const content = wrapForSelf(boundTo(id), Buffer.from(text), deps);
  const what = { direction, party, urgent, content };
  const row = { id, officer: officer.id, at, ...what, notedAt, record: null, filedBy: null };
  await transaction(deps.db, async (tx) => {
    await holdDayLimit(tx, dayLimits.call, officer.id, notedAt);
    await store.insertCall(tx, officer.authority, row);
  });
  return { id };
}

/** The telephone log of the authority, the newest first. */
export async function listCalls(deps: WatchDeps, { officer }: Session, asked: PageAsked): Promise<Page<WatchCall>> {
  const rows = await store.listCalls(deps.db, officer.authority, asked);
  const items = rows.slice(0, asked.limit).map((row) => open(deps, row));
  return { items, next: rows.length > asked.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Errors: not-found. */
export async function readCall(deps: WatchDeps, { officer }: Session, id: string): Promise<WatchCall> {
  const row = await store.readCall(deps.db, officer.authority, id);
  if (!row) throw new TamgaError('not-found', `no call ${id} here`);
  return open(deps, row);
}

/** Urgent requests by telephone of which no record came yet. */
export async function findUnwritten(deps: WatchDeps, { officer }: Session, atMost: number): Promise<WatchCall[]> {
  const rows = await store.listUnwritten(deps.db, officer.authority, atMost);
  return rows.map((row) => open(deps, row));
}

/** Says which record came of a call: one of the same authority's. Errors: not-found; conflict. */
export async function fileCall(deps: WatchDeps, session: Session, id: string, ref: string): Promise<void> {
  await readCall(deps, session, id);
  await transaction(deps.db, async (tx) => {
    const record = (await readKnown(tx, [ref])).get(ref);
    if (record?.author !== session.officer.authority || (await isUnread(tx, viewerOf(session), [ref])))
      throw new TamgaError('not-found', `no record ${ref} of ${session.officer.authority}`);
    if (!(await store.fileCall(tx, id, ref, session.officer.id, deps.now())))
      throw new TamgaError('conflict', `a record came of call ${id} already`);
  });
}
