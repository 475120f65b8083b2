import type { Envelope } from '#features/records/model.ts';
import { refusedDraft } from '#features/records/actions.ts';
import { dayOf } from '#platform/clock.ts';
import type { Now } from '#platform/clock.ts';
import type { Tx } from '#platform/db/db.ts';
import { appointSchema } from '../appointment-model.ts';
import type { AppointBody } from '../appointment-model.ts';
import { judgeRegistered, liveOn } from '../appointment-rules.ts';
import type { Registered } from '../appointment-rules.ts';
import { readAppointments } from '../appointment-store.ts';
import { listDoubted } from '../counter-store.ts';
import type { DemoAuthenticators } from '../demo-authenticators.ts';
import * as store from '../enrolment-store.ts';
import type { Officer } from '../model.ts';
import { readStops } from '../stop-store.ts';

export type RegisteredDeps = { now: Now; officers?: readonly Officer[]; authenticators?: DemoAuthenticators };

/** An appointment names only what this node has. Errors: refused: passkey-unregistered, officer-differs. */
export async function refuseUnregistered(
  tx: Tx,
  deps: RegisteredDeps,
  { kind, officers }: Envelope,
  content: unknown,
): Promise<void> {
  const body = appointSchema.parse(content);
  const verdict = judgeRegistered(body, await readRegistered(tx, deps, body));
  if (!verdict.ok) throw refusedDraft({ kind, officers: [...officers] }, verdict);
}

async function readRegistered(tx: Tx, deps: RegisteredDeps, body: AppointBody): Promise<Map<string, Registered>> {
  const ids = body.officers.map(({ officer }) => officer);
  const live = liveOn(await readAppointments(tx, ids), dayOf(deps.now()));
  const registered = await store.readPasskeys(tx, ids);
  const credentials = [...live.map(({ credential }) => credential), ...registered.map(({ passkey }) => passkey.id)];
  const [stopped, doubted] = [await readStops(tx, credentials), await listDoubted(tx, credentials)];
  const counts = (credential: string): boolean => !stopped.has(credential) && !doubted.has(credential);
  const known = new Map<string, Registered>();
  for (const id of ids) {
    const listed = deps.officers?.find((one) => one.id === id);
    const invited = await store.readOfficer(tx, id);
    const own = live.filter(({ officer, credential }) => officer === id && counts(credential));
    const passkeys = registered.filter(({ officer }) => officer === id).map(({ passkey }) => passkey);
    // In a demonstration the node itself holds the authenticators of the officers whom its file names.
    const held = listed && deps.authenticators ? [deps.authenticators.of(id).passkey] : [];
    known.set(id, {
      roles: [...new Set([listed, invited, ...own].flatMap((one) => (one ? [one.role] : [])))],
      passkeys: [...passkeys, ...held].filter((one) => counts(one.id)),
      live: own,
    });
  }
  return known;
}
