import { nodeName } from '#features/alliance/model.ts';
import type { OwnKey, Self } from '#features/alliance/model.ts';
import type { Now } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import type { PinnedAnswer, PinnedRequest } from '#platform/http/pinned-fetch.ts';
import { signRequest } from '#platform/http/message-signature.ts';
import { toBase64url } from '#platform/bytes.ts';
import type { RandomBytes } from '#platform/ids.ts';

/** How bytes reach a peer: TLS with a pinned key, or within one process in tests. */
export type Network = (request: PinnedRequest) => Promise<PinnedAnswer>;

export type ClientDeps = { self: Self; network: Network; now: Now; randomBytes: RandomBytes };

const noBody = new Uint8Array(0);

export type PeerAsk = { method: 'GET' | 'POST'; path: string; body?: Uint8Array; range?: string };
export type AskLimits = { maxBytes: number; timeoutMs: number };

/** As `exchangeWithPeer`, where only 200 is an answer. Errors: peer-unreachable, peer-answer. */
export async function askPeer(
  deps: ClientDeps,
  participant: string,
  method: 'GET' | 'POST',
  path: string,
  limits: AskLimits,
): Promise<Buffer> {
  const answer = await exchangeWithPeer(deps, participant, { method, path }, limits);
  if (answer.status === 200) return answer.body;
  throw new TamgaError('peer-answer', `${participant} answered ${answer.status}`);
}

/**
 * A signed request to a participant at the address that its directory names. When the peer's clock is more than a minute
 * off, it answers with its own time and is asked once more with that; where it does not know the transport key, with the former
 * one while that is kept. Errors: peer-unreachable.
 */
export async function exchangeWithPeer(
  deps: ClientDeps,
  participant: string,
  ask: PeerAsk,
  limits: AskLimits,
): Promise<PinnedAnswer> {
  const { transport, formerTransport } = deps.self.keys;
  const askWith = async (key: OwnKey): Promise<PinnedAnswer> => {
    const first = await send(deps, participant, ask, limits, deps.now(), key);
    const theirTime = first.status === 401 ? skewedTime(first.body) : undefined;
    return theirTime ? send(deps, participant, ask, limits, theirTime, key) : first;
  };
  const answer = await askWith(transport);
  // A peer that has not learned of the new key yet knows the one before it.
  return answer.status === 401 && formerTransport ? askWith(formerTransport) : answer;
}

async function send(
  deps: ClientDeps,
  participant: string,
  { method, path, body = noBody, range }: PeerAsk,
  limits: AskLimits,
  created: Date,
  key: OwnKey,
): Promise<PinnedAnswer> {
  const held = deps.self.alliance.directories.get(participant);
  const address = held?.directory.addresses[0];
  if (!held || !address) throw new TamgaError('peer-unreachable', `no directory of ${participant} is known`);
  const { tlsKey, formerTlsKey } = held.directory;
  const tlsKeys = formerTlsKey === undefined ? [tlsKey] : [tlsKey, formerTlsKey];
  const url = new URL(path, address).href;
  const nonce = toBase64url(deps.randomBytes(16));
  const signed = await signRequest(
    { method, url, body, to: nodeName(deps.self.alliance, participant) },
    key,
    created,
    nonce,
  );
  const headers = range === undefined ? signed : { ...signed, range };
  return deps.network({ method, url, headers, body, tlsKeys, ...limits });
}

function skewedTime(body: Buffer): Date | undefined {
  try {
    const problem: unknown = JSON.parse(body.toString());
    const isSkew =
      typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'request-skew';
    const detail = isSkew && 'detail' in problem ? String(problem.detail) : '';
    const time = new Date(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(detail)?.[0] ?? Number.NaN);
    return Number.isNaN(time.getTime()) ? undefined : time;
  } catch {
    return undefined;
  }
}
