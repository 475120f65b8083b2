import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { refOf } from '#test/alliance.ts';
import type { Approval } from '#features/approvals/model.ts';
import { faultOfAssertion } from './assertion.ts';

const payload = new Uint8Array(Buffer.from('{"ref":"…"}'));
const origin = 'https://node.xa.mca.example';

type Made = { challenge?: Uint8Array; client?: Record<string, unknown>; rp?: string; flags?: number };
type Signer = { spki: Buffer; sign: (data: Buffer) => Buffer };

/** An assertion as an authenticator makes it, with whatever a test wants to be wrong. */
function assertion(
  { spki, sign: signWith }: Signer,
  { challenge = sha256(payload), client = {}, rp, flags = 5 }: Made = {},
): Approval {
  const clientData = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge: toBase64url(challenge), origin, crossOrigin: false, ...client }),
  );
  const rpId = 'node.xa.mca.example';
  const data = Buffer.concat([sha256(rp ?? rpId), Buffer.from([flags, 0, 0, 0, 1])]);
  return {
    officer: 'xa/cyber/o-1',
    appointment: refOf('xa'),
    rpId,
    credential: 'abcd',
    key: toBase64url(spki),
    authenticatorData: toBase64url(data),
    clientData: toBase64url(clientData),
    signature: toBase64url(signWith(Buffer.concat([data, sha256(clientData)]))),
  };
}

function signerOf(kind: 'p256' | 'ed25519' | 'rsa' | 'p384'): Signer {
  const pair =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: kind === 'p256' ? 'P-256' : 'P-384' });
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  return { spki, sign: (data) => sign(kind === 'ed25519' ? null : 'sha256', data, pair.privateKey) };
}

test.each(['p256', 'ed25519', 'rsa'] as const)('an assertion of a %s key over these bytes holds', async (kind) => {
  const signer = signerOf(kind);
  for (let i = 0; i < 20; i++) expect(await faultOfAssertion(assertion(signer), payload)).toBeNull();
});

test('what the demonstration’s authenticator signs holds like any other', async () => {
  const authenticator = new SoftwareAuthenticator('http://xa.localhost:7401');
  const { id: credential, key, rpId } = authenticator.passkey;
  const approval = {
    officer: 'xa/cyber/o-1',
    appointment: refOf('xa'),
    rpId,
    key,
    ...authenticator.assert(sha256(payload)),
  };
  expect(approval.credential).toBe(credential);
  expect(await faultOfAssertion(approval, payload)).toBeNull();
});

const signer = signerOf('p256');
const spelt = Buffer.concat([signer.spki, Buffer.from([0])]);
test.each<[string, Approval, RegExp]>([
  ['other bytes', assertion(signer, { challenge: sha256('other') }), /other bytes/],
  ['a registration', assertion(signer, { client: { type: 'webauthn.create' } }), /no assertion/],
  ['another site’s frame', assertion(signer, { client: { crossOrigin: true } }), /another site/],
  ['another host', assertion(signer, { client: { origin: 'https://node.xb.mca.example' } }), /not node.xa/],
  [
    'a host that only ends alike',
    assertion(signer, { client: { origin: 'https://evilnode.xa.mca.example' } }),
    /not node.xa/,
  ],
  ['a page without TLS', assertion(signer, { client: { origin: 'http://node.xa.mca.example' } }), /not secure/],
  ['an origin with a path', assertion(signer, { client: { origin: `${origin}/x` } }), /origin/],
  ['another relying party', assertion(signer, { rp: 'node.xb.mca.example' }), /another site/],
  ['nobody present', assertion(signer, { flags: 4 }), /did not verify/],
  ['nobody verified', assertion(signer, { flags: 1 }), /did not verify/],
  ['another key', { ...assertion(signer), key: toBase64url(signerOf('p256').spki) }, /does not fit/],
  ['a curve that is not agreed', assertion(signerOf('p384')), /none of P-256/],
  ['a key that is none', { ...assertion(signer), key: 'AAAA' }, /none of P-256/],
  ['a key with a byte after its end', { ...assertion(signer), key: toBase64url(spelt) }, /none of P-256/],
  ['a signature that is none', { ...assertion(signer), signature: 'AAAA' }, /sequence/],
  ['a shortened authenticator', { ...assertion(signer), authenticatorData: 'AAAA' }, /too short/],
  ['client data that are no JSON', { ...assertion(signer), clientData: 'AAAA' }, /./],
  ['client data that say null', { ...assertion(signer), clientData: toBase64url(Buffer.from('null')) }, /no assertion/],
])('%s is refused', async (_, approval, why) => {
  expect(await faultOfAssertion(approval, payload)).toMatch(why);
});
