import type { Appointment } from '#features/approvals/model.ts';
import { noteAct } from '#features/audits/actions/note-act.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { newUuidV7 } from '#platform/ids.ts';
import type { OfficerDeps } from '../actions.ts';
import { liveOn } from '../appointment-rules.ts';
import { readAppointments } from '../appointment-store.ts';
import type { Session } from '../model.ts';
import { hasPower } from '../rules.ts';
import { maxAskedPerMinute, maxTokens } from '../token-model.ts';
import type { MadeToken, MakeToken, TokenRow } from '../token-model.ts';
import { scopesOf } from '../token-rules.ts';
import * as store from '../token-store.ts';
import { findOfficer } from './find-officer.ts';

const dayMs = 24 * 3600_000;
/** For how long a list still tells of a token that is over. */
const keptMs = 90 * dayMs;
const prefix = 'tamga_';

/** Whether a bearer's text is a program's token, rather than one of this machine's command line. */
export const isApiToken = (text: string): boolean => text.startsWith(prefix);

/** A token of the officer's own, told once and kept as its hash. Errors: forbidden (token-scope); conflict (token-limit). */
export async function makeToken(deps: OfficerDeps, { officer }: Session, asked: MakeToken): Promise<MadeToken> {
  const able = scopesOf(officer.role);
  const scopes = [...new Set(asked.scopes)];
  const beyond = scopes.find((scope) => !able.includes(scope));
  if (beyond !== undefined)
    throw new TamgaError(
      'forbidden',
      `${officer.role} can give a token ${able.join(', ')}; ${beyond} is not among it`,
      {
        detail: { code: 'token-scope' },
      },
    );
  const madeAt = deps.now();
  const id = newUuidV7(madeAt.getTime(), deps.randomBytes);
  const token = prefix + toBase64url(deps.randomBytes(32));
  const expiresAt = new Date(madeAt.getTime() + asked.days * dayMs);
  await transaction(deps.db, async (tx) => {
    await store.lockTokensOf(tx, officer.id);
    await store.forgetTokens(tx, officer.id, new Date(madeAt.getTime() - keptMs));
    if ((await store.countLive(tx, officer.id, madeAt)) >= maxTokens)
      throw new TamgaError('conflict', `${officer.id} has ${maxTokens} tokens: end one first`, {
        detail: { code: 'token-limit' },
      });
    const row = { id, hash: sha256(token), officer: officer.id, name: asked.name, scopes, madeAt, expiresAt };
    await store.insertToken(tx, row);
  });
  await noteAct(deps, officer.id, 'make-token', id);
  return { id, token, expiresAt };
}

/** The officer's own; for who invites officers those of the authority too, where `all` is asked for. Errors: forbidden. */
export async function listTokens(
  deps: OfficerDeps,
  { officer }: Session,
  all: boolean,
  page: PageAsked,
): Promise<Page<TokenRow>> {
  if (all && !hasPower(officer.role, 'invite'))
    throw new TamgaError('forbidden', `${officer.role} sees the tokens of ${officer.id} alone`);
  const whose = { officer: all ? null : officer.id, authority: officer.authority };
  const rows = await store.listTokens(deps.db, whose, page);
  const known = await readAppointments(deps.db, [...new Set(rows.map((row) => row.officer))]);
  return toPage(
    rows.map((row) => ({ ...row, state: stateOf(row, known, deps.now()), cursor: row.id })),
    page,
  );
}

/** Ends a token: its officer does, or who invites officers of the same authority. Ending it twice is no error. Errors: not-found. */
export async function endToken(deps: OfficerDeps, { officer }: Session, id: string): Promise<void> {
  const row = await store.readToken(deps.db, id);
  const isOwn = row?.officer === officer.id;
  const mayEnd = isOwn || (row?.officer.startsWith(`${officer.authority}/o-`) && hasPower(officer.role, 'invite'));
  if (!row || !mayEnd) throw new TamgaError('not-found', `no token ${id} here`);
  await store.setTokenEnded(deps.db, id, officer.id, deps.now());
  await noteAct(deps, officer.id, 'end-token', id);
}

/**
 * As whom a program asks by a token, which is counted and accounted for. Errors: unauthenticated (token-ended, officer-ended); too-many
 * (too-many-requests).
 */
export async function findByToken(deps: OfficerDeps, text: string): Promise<Session> {
  const at = deps.now();
  const row = await store.countRequest(deps.db, sha256(text), at);
  if (!row) throw ended('this token is unknown, was ended, or has expired: make another');
  const officer = await findOfficer(deps, row.officer);
  if (stateOf(row, await readAppointments(deps.db, [row.officer]), at) === 'renewed')
    throw ended(`${row.officer} was appointed anew since this token was made: make another`);
  if (row.asked > maxAskedPerMinute)
    throw new TamgaError('too-many', `a token asks ${maxAskedPerMinute} times within a minute at most`, {
      detail: { code: 'too-many-requests', retryAfterS: 60 - at.getUTCSeconds() },
    });
  if (row.asked === 1) await noteAct(deps, row.officer, 'use-token', row.id);
  return { officer, demo: false, token: { id: row.id, scopes: row.scopes } };
}

/** Who lost a passkey is appointed anew: what was made with the lost one ends by that. */
function stateOf(row: store.ApiToken, known: readonly Appointment[], now: Date): TokenRow['state'] {
  if (row.endedAt) return 'ended';
  if (row.expiresAt <= now) return 'expired';
  const live = liveOn(
    known.filter(({ officer }) => officer === row.officer),
    dayOf(now),
  );
  return live.length > 0 && live.every(({ since }) => Date.parse(since) > row.madeAt.getTime()) ? 'renewed' : 'live';
}

const ended = (why: string): TamgaError => new TamgaError('unauthenticated', why, { detail: { code: 'token-ended' } });
