import { hasPower, unlessRefused } from '#features/officers/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import type { Officer } from '#features/officers/model.ts';
import { noteAct, noteActs } from '#features/audits/actions/note-act.ts';
import { accountMarking } from '#features/oversight/model.ts';
import { atGate, submitWithin } from '#features/records/actions.ts';
import type { Deps, Draft } from '#features/records/model.ts';
import { dayMs, dayOf } from '#platform/clock.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { dayLimit, maxOpenRequests } from './model.ts';
import type { AssignmentView, Ending, Giving, Request, Requesting } from './model.ts';
import * as requests from './request-store.ts';
import * as store from './store.ts';

export { readSubjects } from './request-store.ts';

export type AssignDeps = Deps & Pick<OfficerDeps, 'officers'>;

/** Assigns other officers of the giver's authority; the record says so. Gives its ref. Errors: refused assignment, assignment-self. */
export async function giveAssignment(deps: AssignDeps, giver: Officer, given: Giving): Promise<string> {
  const { firstDay, lastDay, ...rest } = given;
  await refuseUnknown(deps, giver, given.officers);
  const now = deps.now();
  const since = firstDay === undefined || firstDay <= dayOf(now) ? now : new Date(`${firstDay}T00:00:00.000Z`);
  const until = new Date(Date.parse(`${lastDay}T00:00:00.000Z`) + dayMs);
  const body = { ...rest, since: since.toISOString(), until: until.toISOString() };
  return atGate(deps, async (tx) => {
    const [made] = await submitWithin(tx, deps, [
      toDraft(deps, giver, { kind: 'assignment.give', body }, given.purpose, until),
    ]);
    await requests.setGiven(tx, given.officers, given, { by: giver.id, at: now, ref: made!.ref });
    return made!.ref;
  });
}

/** Ends an assignment before its time. Errors: not-found; refused assignment. */
export async function endAssignment(
  deps: AssignDeps,
  giver: Officer,
  assignment: string,
  { officers, reason }: Ending,
): Promise<string> {
  const open = await store.readOfficersOf(deps.db, assignment, giver.authority);
  if (open.length === 0) throw new TamgaError('not-found', `no assignment ${assignment} that has not ended`);
  const stranger = officers?.find((one) => !open.includes(one));
  if (stranger !== undefined)
    throw new TamgaError('not-found', `${assignment} does not assign ${stranger}, or has ended`);
  const body = { assignment, officers: officers ?? open, reason };
  const kept = new Date(deps.now().getTime() + 2 * yearMs);
  const purpose = deps.self.alliance.profile.purposes[0]?.code ?? '';
  return atGate(deps, async (tx) => {
    const [made] = await submitWithin(tx, deps, [
      toDraft(deps, giver, { kind: 'assignment.end', body }, purpose, kept),
    ]);
    return made!.ref;
  });
}

const yearMs = 366 * dayMs;

/** It stays at home under the narrowest label that oversight may be given it by; kept for a year after its end, for who audits. */
function toDraft(
  { self }: Pick<Deps, 'self'>,
  giver: Officer,
  { kind, body }: { kind: string; body: object },
  purpose: string,
  end: Date,
): Draft {
  const { profile } = self.alliance;
  const [instrument] = profile.instruments;
  return {
    kind,
    author: giver.authority,
    officers: [giver.id],
    body,
    marking: accountMarking(profile),
    basis: [{ instrument: instrument?.id ?? '', article: instrument?.articles[0]?.article ?? '' }],
    purpose,
    retainUntil: dayOf(new Date(end.getTime() + yearMs)),
  };
}

async function refuseUnknown(deps: AssignDeps, giver: Officer, officers: readonly string[]): Promise<void> {
  for (const id of officers) {
    const found = await findOfficer(deps, id).catch(unlessRefused);
    if (found?.authority !== giver.authority)
      throw new TamgaError('refused', `${id} is no officer of ${giver.authority} who acts`, {
        detail: { code: 'assignment' },
      });
  }
}

/** Who gives assignments, or audits them, sees all of the authority; everybody else his own. */
const whose = ({ id, authority, role }: Officer) => ({
  authority,
  officer: hasPower(role, 'assign') || hasPower(role, 'audit') ? null : id,
});

export async function listAssignments(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  officer: Officer,
  isOpen: boolean,
  asked: PageAsked,
): Promise<Page<AssignmentView>> {
  return toPage(await store.listAssignments(db, { ...whose(officer), isOpen, at: now() }, asked), asked);
}

/** Asks whoever may give it for an assignment. Errors: refused assignment; conflict (request-limit); too-many (day-limit). */
export async function requestAssignment(deps: Deps, officer: Officer, asked: Requesting): Promise<number> {
  const { purposes } = deps.self.alliance.profile;
  const isKnown = purposes.some(({ code }) => code === asked.purpose);
  if (!isKnown || (asked.covers === 'desk') !== (asked.subject === undefined))
    throw new TamgaError(
      'refused',
      isKnown ? 'a case or a demand is named, and of a desk none' : `${asked.purpose} is no purpose of the profile`,
      {
        detail: { code: 'assignment' },
      },
    );
  const at = deps.now();
  return transaction(deps.db, async (tx) => {
    // Nobody else asks for the same officer until this ends: many at once are counted one after the other.
    await holdDayLimit(tx, dayLimit, officer.id, at);
    if ((await requests.countOpen(tx, officer)) >= maxOpenRequests)
      throw new TamgaError('conflict', `${maxOpenRequests} requests of ${officer.id} wait: take one back first`, {
        detail: { code: 'request-limit' },
      });
    await noteActs(tx, {
      officer: officer.id,
      act: 'ask-assignment',
      subjects: [asked.subject ?? asked.purpose],
      at,
    });
    return requests.insertRequest(tx, { officer: officer.id, authority: officer.authority }, asked, at);
  });
}

export async function listRequests(
  { db }: Pick<Deps, 'db'>,
  officer: Officer,
  isOpen: boolean,
  asked: PageAsked,
): Promise<Page<Request>> {
  return toPage(await requests.listRequests(db, { ...whose(officer), isOpen }, asked), asked);
}

/** What others of the authority ask for, and this officer may give or refuse, the newest first. */
export async function listToAnswer({ db }: Pick<Deps, 'db'>, officer: Officer, atMost: number): Promise<Request[]> {
  if (!hasPower(officer.role, 'assign')) return [];
  const asked = { limit: atMost, before: null };
  const rows = await requests.listRequests(db, { authority: officer.authority, officer: null, isOpen: true }, asked);
  return rows.filter((one) => one.officer !== officer.id);
}

/** What the officer asked for and others gave or refused, the newest first. */
export const listAnswered = (
  { db }: Pick<Deps, 'db'>,
  { id, authority }: Officer,
  atMost: number,
): Promise<Request[]> => requests.listAnswered(db, { officer: id, authority }, atMost);

/** Refuses what another officer asked for, with a reason, which that officer is shown. Errors: not-found, also of one's own. */
export async function refuseRequest(
  deps: Pick<Deps, 'db' | 'now'>,
  { id: by, authority }: Officer,
  id: number,
  reason: string,
): Promise<void> {
  const about = await requests.setRefused(deps.db, id, { authority, by, at: deps.now(), reason });
  if (about === undefined) throw new TamgaError('not-found', `no open request ${id} of another officer here`);
  await noteAct(deps, by, 'refuse-assignment', about);
}

/** Takes back what the officer asked for. Errors: not-found. */
export async function dropRequest(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id: by }: Officer,
  id: number,
): Promise<void> {
  const isDone = await requests.setTakenBack(db, id, by, now());
  if (!isDone) throw new TamgaError('not-found', `${by} has no open request ${id}`);
}
