import { isIPv6 } from 'node:net';
import { sha256 } from '#platform/bytes.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import * as store from '../attempt-store.ts';

const windowMs = 15 * 60_000;
/** How many attempts in vain within the window before nothing more is tried. */
export const maxAttempts = { address: 30, credential: 10, questions: 300 };

/** Who tries: the address, and where it is known the passkey. `questions`: each asking counts, not only what is in vain. */
export type Trying = { address: string; credential?: string; questions?: true };

/**
 * Tries to sign in, and where too much was tried in vain does not: links, invitations and passkeys alike. What is refused counts; nothing
 * of who tried is kept but digests, for a quarter of an hour. Errors: too-many (too-many-attempts), and those of `run`.
 */
export async function limitAttempts<T>(
  { db, now }: { db: Db; now: Now },
  trying: Trying,
  run: () => Promise<T>,
): Promise<T> {
  const limits = limitsOf(trying);
  const since = new Date(now().getTime() - windowMs);
  const counts = await store.countAttempts(
    db,
    [...limits.keys()].map((key) => sha256(key)),
    since,
  );
  for (const [key, limit] of limits) {
    const found = counts.find(({ who }) => who.equals(sha256(key)));
    if (found && found.count >= limit) throw tooMany(found.first.getTime() + windowMs - now().getTime());
  }
  const note = () =>
    store.insertAttempts(
      db,
      [...limits.keys()].map((key) => sha256(key)),
      now(),
      since,
    );
  if (trying.questions) await note();
  try {
    return await run();
  } catch (error) {
    if (!trying.questions && error instanceof TamgaError && inVain.has(error.code)) await note();
    throw error;
  }
}

const inVain: ReadonlySet<string> = new Set(['unauthenticated', 'refused', 'malformed']);

function limitsOf({ address, credential, questions }: Trying): Map<string, number> {
  const from = networkOf(address);
  if (questions) return new Map([[`questions ${from}`, maxAttempts.questions]]);
  const limits = new Map([[`address ${from}`, maxAttempts.address]]);
  return credential === undefined ? limits : limits.set(`credential ${credential}`, maxAttempts.credential);
}

/** Whoever has one address of IPv6 has the 64 bits below it. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}

const tooMany = (leftMs: number): TamgaError =>
  new TamgaError('too-many', 'too much was tried in vain from here, or with this passkey: wait and try again', {
    detail: { code: 'too-many-attempts', retryAfterS: Math.max(1, Math.ceil(leftMs / 1000)) },
  });
