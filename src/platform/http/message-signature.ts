import { httpbis } from 'http-message-signatures';
import { sha256 } from '../bytes.ts';
import { TamgaError } from '../errors.ts';
import type { SigningKey } from '../keys/ed25519.ts';

/**
 * RFC 9421 over these components, with created, nonce and tag; the body is bound by its RFC 9530 digest. An address does not
 * say who is asked: whoever puts another's address into its own directory would pass on there what it is asked itself.
 */
const fields = ['@method', '@authority', '@target-uri', 'content-digest', 'tamga-to'];
const params = ['created', 'nonce', 'keyid', 'alg', 'tag'];
const tag = 'tamga-federation';
export const maxSkewMs = 60_000;

/** `to` is who is asked: `<alliance id>/<participant>`. */
export type PeerRequest = { method: 'GET' | 'POST'; url: string; body: Uint8Array; to: string };

const contentDigest = (body: Uint8Array): string => `sha-256=:${sha256(body).toString('base64')}:`;

/** The headers that make a request a participant's own. */
export async function signRequest(
  request: PeerRequest,
  key: { kid: string; key: SigningKey },
  created: Date,
  nonce: string,
): Promise<Record<string, string>> {
  const url = new URL(request.url);
  const unsigned = { host: url.host, 'content-digest': contentDigest(request.body), 'tamga-to': request.to };
  const signed = await httpbis.signMessage(
    {
      key: { id: key.kid, alg: 'ed25519', sign: (data) => Promise.resolve(key.key.sign(data)) },
      name: 'sig',
      fields,
      params,
      paramValues: { created, nonce, tag },
    },
    { method: request.method, url: request.url, headers: unsigned },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

export type RequestSignature = { kid: string; nonce: string; created: Date };

/** One signature in one form: what a reader would have to interpret is not taken. */
const inputForm =
  /^sig=\("@method" "@authority" "@target-uri" "content-digest" "tamga-to"\);created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([a-z0-9]{2,8}\/[A-Za-z0-9_-]{22})";alg="ed25519";tag="tamga-federation"$/;

function readSignatureInput(header: string): RequestSignature | undefined {
  const [, created, nonce, kid] = inputForm.exec(header) ?? [];
  if (created === undefined || nonce === undefined || kid === undefined) return undefined;
  return { kid, nonce, created: new Date(Number(created) * 1000) };
}

/**
 * Checks a request's signature and gives who signed. Errors: unauthenticated, also where it is meant for another than `to`;
 * request-skew when `created` is more than a minute off, so that the caller can answer with its own time and be asked again.
 */
export async function verifyRequest(
  request: PeerRequest & { headers: Record<string, string> },
  verifyWith: (kid: string, message: Uint8Array, signature: Uint8Array) => Promise<boolean>,
  now: Date,
): Promise<RequestSignature> {
  if (request.headers['content-digest'] !== contentDigest(request.body))
    throw new TamgaError('unauthenticated', 'content-digest does not fit the body');
  const to = request.headers['tamga-to'];
  if (to === undefined)
    throw new TamgaError('unauthenticated', 'the request does not name whom it asks (tamga-to): is its release older?');
  if (to !== request.to) throw new TamgaError('unauthenticated', 'the request asks another participant');
  const found = readSignatureInput(request.headers['signature-input'] ?? '');
  const ok =
    found !== undefined &&
    (await httpbis
      .verifyMessage(
        {
          all: true,
          requiredFields: fields,
          requiredParams: params,
          notAfter: new Date(now.getTime() + 10 * 365 * 86_400_000),
          keyLookup: () =>
            Promise.resolve({
              id: found.kid,
              algs: ['ed25519'],
              verify: (message, signature) => verifyWith(found.kid, message, signature),
            }),
        },
        { method: request.method, url: request.url, headers: request.headers },
      )
      .catch(() => false)) === true;
  if (!ok) throw new TamgaError('unauthenticated', 'the request is not signed by a participant');
  if (!(Math.abs(found.created.getTime() - now.getTime()) <= maxSkewMs))
    throw new TamgaError('request-skew', `this node's time is ${now.toISOString()}`);
  return found;
}
