import { fromBase64url } from '#platform/bytes.ts';
import type { Now } from '#platform/clock.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import * as store from '../counter-store.ts';
import type { Assertion } from '../model.ts';

type Said = Pick<Assertion, 'credential' | 'authenticatorData'>;

/** How often the authenticator says that it was asked (WebAuthn §6.1, signCount). */
export const counterIn = ({ authenticatorData }: Pick<Said, 'authenticatorData'>): number =>
  Buffer.from(fromBase64url(authenticatorData, 'authenticatorData')).readUInt32BE(33);

/**
 * Whether a passkey counted on since it was seen last (§7.2, step 22), which is noted. Asked only of an assertion that was verified: anybody
 * can write a number.
 */
export const hasCountedOn = (db: Db | Tx, said: Said, at: Date): Promise<boolean> =>
  store.advanceCounter(db, said.credential, counterIn(said), at);

/** Tells the officers, once, that there may be a copy of a passkey; it approves nothing from then on. */
export async function doubtPasskey(
  { db, now, raise }: { db: Db; now: Now; raise?: (code: string, why: string) => Promise<void> },
  officer: string,
  said: Said,
): Promise<void> {
  const before = await store.setDoubted(db, said.credential, now());
  if (before === undefined) return;
  const why = `a passkey of ${officer} said ${counterIn(said)} after ${before}: there may be a copy of it. It approves nothing any more; have another appointed`;
  await raise?.('passkey-counter', why);
}

export const counterFault = (officer: string) => ({
  code: 'approval-counter',
  why: `a passkey of ${officer} counted backwards: there may be a copy of it`,
});

export { listDoubted } from '../counter-store.ts';
export { readStops } from '../stop-store.ts';

export const stopFault = (officer: string) => ({
  code: 'approval-stopped',
  why: `this passkey of ${officer} was stopped: two have to appoint another one`,
});
