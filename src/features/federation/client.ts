import { keyFor } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
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

/**
 * A signed request to a participant at the address that its directory names. When the peer's clock is more than a minute
 * off, it answers with its own time and is asked once more with that. Errors: peer-unreachable, peer-answer.
 */
export async function askPeer(
  deps: ClientDeps,
  participant: string,
  method: 'GET' | 'POST',
  path: string,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<Buffer> {
  const first = await send(deps, participant, method, path, limits, deps.now());
  if (first.status === 200) return first.body;
  const theirTime = first.status === 401 ? skewedTime(first.body) : undefined;
  if (!theirTime) throw answerError(participant, first);
  const second = await send(deps, participant, method, path, limits, theirTime);
  if (second.status === 200) return second.body;
  throw answerError(participant, second);
}

async function send(
  deps: ClientDeps,
  participant: string,
  method: 'GET' | 'POST',
  path: string,
  limits: { maxBytes: number; timeoutMs: number },
  created: Date,
): Promise<PinnedAnswer> {
  const held = deps.self.alliance.directories.get(participant);
  const address = held?.directory.addresses[0];
  if (!held || !address) throw new TamgaError('peer-unreachable', `no directory of ${participant} is known`);
  const url = new URL(path, address).href;
  const nonce = toBase64url(deps.randomBytes(16));
  const headers = await signRequest({ method, url, body: noBody }, deps.self.keys.transport, created, nonce);
  return deps.network({ method, url, headers, body: noBody, tlsKey: held.directory.tlsKey, ...limits });
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

const answerError = (participant: string, answer: PinnedAnswer): TamgaError =>
  new TamgaError('peer-answer', `${participant} answered ${answer.status}`);

export const hasAddress = (self: Self, participant: string): boolean =>
  participant !== self.code && keyFor(self.alliance, participant, 'transport') !== undefined;
