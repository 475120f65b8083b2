import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { OfficerDeps } from '../actions.ts';
import type { Session } from '../model.ts';
import * as store from '../store.ts';

// From one node of a demonstration to the next in one click. Nodes of an alliance share nothing; those that one `npm start` started share
// a secret of that start, by which one vouches to the other that its visitor sits at a demonstration's page.

/** How long a ticket is good for, once. */
const lifeMs = 60_000;

/** What a session of a demonstration may be let in to, and at which page of it. Errors: forbidden, not-found. */
export function visitBeside(
  { beside, now, randomBytes, isDemo }: OfficerDeps,
  session: Session,
  to: { node: string; path: string },
): string {
  if (!session.demo || !isDemo || !beside)
    throw new TamgaError('forbidden', 'only a demonstration leads to other nodes');
  const node = beside.nodes.find(({ code }) => code === to.node);
  if (!node) throw new TamgaError('not-found', `no node ${to.node} runs beside this one`);
  const nonce = toBase64url(randomBytes(9));
  const claim = `${node.officer}~${(now().getTime() + lifeMs).toString(36)}~${nonce}`;
  const url = new URL(`/sign-in#${claim}~${seal(beside.secret, claim)}`, node.url);
  if (to.path !== '/') url.searchParams.set('to', to.path);
  return url.href;
}

/** The officer whom a ticket lets in here, once; undefined where it is none that counts. */
export async function redeemTicket(deps: OfficerDeps, token: string): Promise<string | undefined> {
  const { beside, db, now, officers, isDemo } = deps;
  const [officer = '', until = '', nonce = '', mac = ''] = token.split('~');
  if (!isDemo || !beside || mac === '' || !officers.some(({ id }) => id === officer)) return undefined;
  const expected = seal(beside.secret, `${officer}~${until}~${nonce}`);
  const isSealed = mac.length === expected.length && timingSafeEqual(Buffer.from(mac), Buffer.from(expected));
  const expiresAt = new Date(Number.parseInt(until, 36));
  if (!isSealed || !(expiresAt > now())) return undefined;
  return (await store.spendTicket(db, sha256(token), officer, expiresAt, now())) ? officer : undefined;
}

const seal = (secret: string, claim: string): string =>
  createHmac('sha256', Buffer.from(secret, 'base64url')).update(`tamga-visit~${claim}`).digest('base64url');
