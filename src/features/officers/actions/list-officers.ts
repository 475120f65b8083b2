import type { Appointment } from '#features/approvals/model.ts';
import { dayOf } from '#platform/clock.ts';
import { pageWithin } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { OfficerDeps } from '../actions.ts';
import { liveOn } from '../appointment-rules.ts';
import { listDoubted } from '../counter-store.ts';
import * as appointments from '../appointment-store.ts';
import type { Colleague, OfficerRow, Standing } from '../enrolment-model.ts';
import * as store from '../enrolment-store.ts';
import type { Officer, Session } from '../model.ts';

/** Who acts, acted or was invited to act for the asker's authority, by number. */
export async function listOfficers(
  deps: OfficerDeps,
  { officer }: Session,
  asked: PageAsked,
): Promise<Page<OfficerRow>> {
  const { authority } = officer;
  const invited = await store.listOfficers(deps.db, authority);
  const listed = deps.officers.filter((one) => one.authority === authority);
  const local = new Map([...invited, ...listed].map((one) => [one.id, one]));
  const known = Map.groupBy(await appointments.listAppointments(deps.db, authority), (one) => one.officer);
  const ids = [...new Set([...local.keys(), ...known.keys()])].toSorted(
    (a, b) => Number(numberOf(a)) - Number(numberOf(b)),
  );
  const page = pageWithin(ids, asked, numberOf);
  const passkeys = Map.groupBy(await store.readPasskeys(deps.db, page.items), (one) => one.officer);
  const invitations = await store.listInvitations(deps.db, authority, deps.now());
  const dismissed = await appointments.listDismissed(deps.db, page.items);
  const day = dayOf(deps.now());
  const doubted = await listDoubted(
    deps.db,
    page.items.flatMap((id) => liveOn(known.get(id) ?? [], day).map(({ credential }) => credential)),
  );
  const items = page.items.map((id) =>
    toRow(id, day, {
      local: local.get(id),
      known: known.get(id) ?? [],
      registered: (passkeys.get(id) ?? []).map(({ passkey }) => passkey.id),
      invitedUntil: invitations.get(id) ?? null,
      isDismissed: dismissed.has(id),
      doubted,
    }),
  );
  return { items, next: page.next };
}

/** Who acts, or is to act, beside the officer who asks: whom something can be handed to. Number, name and role alone. */
export async function listColleagues(deps: OfficerDeps, session: Session, asked: PageAsked): Promise<Page<Colleague>> {
  const { items, next } = await listOfficers(deps, session, asked);
  const acting = items.filter(({ standing }) => standing !== 'ended');
  return { items: acting.map(({ id, name, role }) => ({ id, name, role })), next };
}

type Facts = {
  local: Officer | undefined;
  known: readonly Appointment[];
  registered: readonly string[];
  invitedUntil: Date | null;
  isDismissed: boolean;
  doubted: ReadonlySet<string>;
};

function toRow(id: string, day: string, facts: Facts): OfficerRow {
  const { local, known, registered, invitedUntil } = facts;
  const live = liveOn(known, day);
  const newest = live.at(-1) ?? known.at(-1);
  const given = new Set(known.map(({ credential }) => credential));
  const waiting = registered.filter((credential) => !given.has(credential)).length;
  return {
    id,
    name: local?.name ?? null,
    role: newest?.role ?? local?.role ?? 'case-officer',
    standing: standingOf(facts, live.length > 0, waiting > 0),
    appointment: newest?.ref ?? null,
    since: newest ? new Date(newest.since) : null,
    until: newest?.until ?? null,
    passkeys: live.length,
    isAttested: live.some(({ isAttested }) => isAttested),
    isDoubted: live.some(({ credential }) => facts.doubted.has(credential)),
    waiting,
    invitedUntil,
  };
}

function standingOf({ known, isDismissed, invitedUntil }: Facts, isLive: boolean, isEnrolled: boolean): Standing {
  if (isLive) return 'appointed';
  if (known.length > 0 || isDismissed) return 'ended';
  if (isEnrolled) return 'enrolled';
  return invitedUntil ? 'invited' : 'listed';
}

const numberOf = (id: string): string => id.slice(id.lastIndexOf('-') + 1);
