import * as oidc from 'openid-client';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { openSession } from '../actions.ts';
import type { OfficerDeps } from '../actions.ts';
import type { Session } from '../model.ts';
import { accountOf } from '../oidc-model.ts';
import type { IdentityProvider } from '../oidc-model.ts';
import * as store from '../oidc-store.ts';
import { findOfficer, isAccountVouched } from './find-officer.ts';

const flowLifeMs = 10 * 60_000;
const timeoutS = 10;
const known = new WeakMap<IdentityProvider, Promise<oidc.Configuration>>();

/** What the provider says of itself (OpenID Connect Discovery §4), asked once; after a failure again. Errors: config; peer-unreachable. */
function configurationOf({ oidc: provider }: OfficerDeps): Promise<oidc.Configuration> {
  if (!provider)
    throw new TamgaError('conflict', 'this node has no identity provider', {
      detail: { code: 'no-identity-provider' },
    });
  const found = known.get(provider) ?? discover(provider);
  known.set(provider, found);
  found.catch(() => known.delete(provider));
  return found;
}

async function discover({ issuer, clientId, clientSecret }: IdentityProvider): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  const isHere = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  // oxlint-disable-next-line typescript/no-deprecated -- marked so to be noticed; for a provider on this machine alone.
  const options = { timeout: timeoutS, ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}) };
  try {
    return await oidc.discovery(url, clientId, undefined, authentication, options);
  } catch (cause) {
    throw new TamgaError('peer-unreachable', 'the identity provider does not answer as it should', {
      cause,
      detail: { code: 'identity-provider' },
    });
  }
}

/** Where the browser goes, and what it keeps meanwhile: authorization code with PKCE (RFC 7636), state and nonce. Errors: as above. */
export async function beginOidc(deps: OfficerDeps, origin: string): Promise<{ url: string; cookie: string }> {
  const configuration = await configurationOf(deps);
  const [state, nonce, codeVerifier, cookie] = Array.from({ length: 4 }, () => toBase64url(deps.randomBytes(32))) as [
    string,
    string,
    string,
    string,
  ];
  const redirectUri = `${origin}/sign-in`;
  const expiresAt = new Date(deps.now().getTime() + flowLifeMs);
  const flow = { stateHash: sha256(state), bound: sha256(cookie), nonce, codeVerifier, redirectUri };
  await store.insertFlow(deps.db, flow, expiresAt, deps.now());
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, cookie };
}

/**
 * Trades what the provider sent the browser back with for a session of the officer whom an administrator named by this subject. Until two
 * have appointed a passkey that was registered by it the session can do nothing but register one. Errors: unauthenticated (oidc, oidc-unknown).
 */
export async function signInByOidc(
  deps: OfficerDeps,
  search: string,
  cookie: string,
): Promise<{ cookie: string; session: Session }> {
  const configuration = await configurationOf(deps);
  const parameters = new URLSearchParams(search);
  const state = parameters.get('state') ?? '';
  const flow = await store.takeFlow(deps.db, sha256(state), sha256(cookie), deps.now());
  if (!flow) throw refuse('oidc', 'this browser began no such sign-in, or too long ago: begin again');
  const subject = await subjectOf(configuration, flow, state, parameters);
  const id = deps.oidc && (await store.findBySubject(deps.db, accountOf(deps.oidc, subject)));
  if (id === undefined) throw refuse('oidc-unknown', 'no officer here has this account: ask an administrator');
  const officer = await findOfficer(deps, id);
  const isLimited = !(await isAccountVouched(deps, id));
  return {
    cookie: await openSession(deps, id, null, 'oidc'),
    session: { officer, demo: false, ...(isLimited ? { isLimited } : {}) },
  };
}

async function subjectOf(
  configuration: oidc.Configuration,
  { redirectUri, nonce, codeVerifier }: store.Flow,
  state: string,
  parameters: URLSearchParams,
): Promise<string> {
  const url = new URL(`${redirectUri}?${parameters.toString()}`);
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
  try {
    const claims = (await oidc.authorizationCodeGrant(configuration, url, checks)).claims();
    if (claims) return claims.sub;
  } catch (cause) {
    throw refuse('oidc', `the identity provider did not confirm it: ${messageOf(cause)}`, cause);
  }
  throw refuse('oidc', 'the identity provider says nothing of who it is');
}

const refuse = (code: string, why: string, cause?: unknown): TamgaError =>
  new TamgaError('unauthenticated', why, { cause, detail: { code } });
