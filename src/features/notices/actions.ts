import { readInbox } from '#features/inbox/actions.ts';
import type { InboxDeps } from '#features/inbox/actions.ts';
import { unlessRefused } from '#features/officers/actions.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import type { Session } from '#features/officers/model.ts';
import { unwrapForSelf, wrapForSelf } from '#features/records/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { sendMail } from '#platform/mail/smtp.ts';
import { bundleMs, maxOfficers, maxWaiting, retryMinutes } from './model.ts';
import type { NoticeSettings, NoticeView, SetNotice } from './model.ts';
import { findNews, isWithin, tellingOf, writeMail } from './rules.ts';
import * as store from './store.ts';

export type NoticeDeps = InboxDeps & { notices?: NoticeSettings };

const leaseMs = 5 * 60_000;
/** How many mails one round sends at most. */
const perRound = 50;

const boundTo = (officer: string): Buffer => Buffer.from(`notice\n${officer}`);
const domainsOf = ({ notices }: NoticeDeps, authority: string): readonly string[] =>
  notices?.domains.get(authority) ?? [];

/** Whether and where the officer is told. */
export async function readNotice(deps: NoticeDeps, { officer }: Session): Promise<NoticeView> {
  const row = await store.readNotice(deps.db, officer.id);
  return {
    domains: [...domainsOf(deps, officer.authority)],
    address: row ? openAddress(deps, row) : null,
    lang: row?.lang ?? 'en',
    lastSentAt: row?.lastSentAt ?? null,
    failedAt: row?.failedAt ?? null,
    failure: row?.failure ?? null,
  };
}

const openAddress = ({ self }: NoticeDeps, { officer, address }: store.NoticeRow): string | null =>
  unwrapForSelf(boundTo(officer), address, self)?.toString() ?? null;

/** The officer wants to be told there. Errors: mail-domain, where the address is in none of the authority's; conflict. */
export async function setNotice(deps: NoticeDeps, { officer }: Session, { address, lang }: SetNotice): Promise<void> {
  const domains = domainsOf(deps, officer.authority);
  if (!isWithin(address, domains))
    throw new TamgaError(
      'refused',
      `officers of ${officer.authority} are told in ${domains.join(', ') || 'no domain: the operator offers no mail'}`,
      { detail: { code: 'mail-domain' } },
    );
  const others = await store.listOfficers(deps.db, maxOfficers);
  if (others.length >= maxOfficers && !others.includes(officer.id))
    throw new TamgaError('conflict', `${maxOfficers} officers are told already`);
  const sealed = wrapForSelf(boundTo(officer.id), Buffer.from(address), deps);
  await store.setNotice(deps.db, { officer: officer.id, address: sealed, lang }, deps.now());
}

/** The officer is told no longer. */
export const removeNotice = ({ db }: NoticeDeps, { officer }: Session): Promise<void> =>
  store.clearNotice(db, officer.id);

/** Finds what is new for each officer who wants to be told, and sends what is due. True when there is more. */
export async function tellOfficers(deps: NoticeDeps): Promise<boolean> {
  if (!deps.notices) return false;
  for (const officer of await store.listOfficers(deps.db, maxOfficers)) await gather(deps, officer);
  for (let sent = 0; sent < perRound; sent++) if (!(await sendNext(deps, deps.notices))) return false;
  return true;
}

async function gather(deps: NoticeDeps, id: string): Promise<void> {
  const officer = await findOfficer(deps, id).catch(unlessRefused);
  // Who acts no longer is told nothing any more.
  if (!officer) return store.deleteNotice(deps.db, id);
  const { items } = await readInbox(deps, { officer, demo: false });
  await transaction(deps.db, async (tx) => {
    const row = await store.holdNotice(tx, id);
    if (!row) return;
    const { fresh, told } = findNews(row.told, items.map(tellingOf));
    const kinds = fresh.map((one) => one.slice(0, one.indexOf(' ')));
    const last = row.lastSentAt?.getTime();
    const notBefore = new Date(Math.max(deps.now().getTime(), last === undefined ? 0 : last + bundleMs));
    await store.addNews(tx, id, told, kinds, { notBefore, atMost: maxWaiting });
  });
}

/** True where something was due. */
async function sendNext(deps: NoticeDeps, settings: NoticeSettings): Promise<boolean> {
  const now = deps.now();
  const row = await store.claimDue(deps.db, now, new Date(now.getTime() + leaseMs));
  if (!row) return false;
  const officer = await findOfficer(deps, row.officer).catch(unlessRefused);
  const address = openAddress(deps, row);
  // The authority may be another by now, its domains too: nothing goes to where it may not go any more.
  if (!officer || address === null || !isWithin(address, domainsOf(deps, officer.authority))) {
    await store.deleteNotice(deps.db, row.officer);
    return true;
  }
  const mail = writeMail(row.waiting, { code: deps.self.code, lang: row.lang, pagesUrl: settings.pagesUrl });
  try {
    await sendMail(settings.server, { to: address, ...mail });
    await store.setSent(deps.db, row.officer, row.waiting.length, now, new Date(now.getTime() + bundleMs));
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    await failed(deps, row, error.detail.code ?? error.code);
  }
  return true;
}

async function failed(deps: NoticeDeps, { officer, attempts }: store.NoticeRow, code: string): Promise<void> {
  const now = deps.now();
  const minutes = retryMinutes[attempts - 1];
  deps.logger.warn('mail-not-taken', { code, attempts, again: minutes !== undefined });
  if (minutes === undefined) await store.setGivenUp(deps.db, officer, now, code);
  else await store.setRetry(deps.db, officer, new Date(now.getTime() + minutes * 60_000));
}
