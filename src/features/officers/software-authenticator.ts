import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256, toBase64url } from '#platform/bytes.ts';
import type { Passkey } from './appointment-model.ts';
import type { Assertion } from './model.ts';

/** Marks what a program made: `tamga-software` in the sixteen bytes of a model's number (WebAuthn §6.5.1). */
export const softwareAaguid = '74616d67-612d-736f-6674-776172650000';

/**
 * An authenticator that is a program, for the officers of a demonstration and for tests: real keys and real assertions (WebAuthn §6),
 * but nobody is asked. Its passkeys are marked, and only an alliance that says it is fictional takes what they sign.
 */
export class SoftwareAuthenticator {
  readonly passkey: Passkey;
  readonly #key: KeyObject;
  readonly #origin: string;

  /** `origin`: the page at which it signs; its host is the relying party. `pem`: a key of P-256 that was made before. */
  constructor(origin: string, pem: string = newAuthenticatorKey()) {
    this.#key = createPrivateKey(pem);
    this.#origin = origin;
    const key = createPublicKey(this.#key).export({ type: 'spki', format: 'der' });
    this.passkey = {
      id: toBase64url(createHash('sha256').update(key).digest()),
      rpId: new URL(origin).hostname,
      key: toBase64url(key),
      attestation: 'software',
      aaguid: softwareAaguid,
    };
  }

  /** Signs 32 bytes, as `navigator.credentials.get` would after asking its owner. */
  assert(challenge: Uint8Array, counter = 0): Assertion {
    const clientData = Buffer.from(
      JSON.stringify({
        type: 'webauthn.get',
        challenge: toBase64url(challenge),
        origin: this.#origin,
        crossOrigin: false,
      }),
    );
    // Flags: user present, user verified. The counter stays at zero where there is none (§6.1.1).
    const authenticatorData = Buffer.concat([sha256(this.passkey.rpId), Buffer.from([0x05]), bigEndian(counter)]);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.#key);
    return {
      credential: this.passkey.id,
      authenticatorData: toBase64url(authenticatorData),
      clientData: toBase64url(clientData),
      signature: toBase64url(signature),
    };
  }
}

const bigEndian = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};

/** A key of P-256, PKCS #8 in PEM. */
export const newAuthenticatorKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
