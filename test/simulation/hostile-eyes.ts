import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Approval } from '#features/approvals/model.ts';
import type { Role } from '#features/officers/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import type { RandomBytes } from '#platform/ids.ts';
import type { Sealed, Sealer } from './hostile-seal.ts';
import { enemy } from './members.ts';

// The enemy's officers, who exist as much as they have to, and approve whatever the enemy says.

const authority = `${enemy}/cyber`;
const rpId = 'node.xe.mca.example';
const officer = (n: number): string => `${authority}/o-${n}`;
const appointed: readonly [number, Role][] = [
  [1, 'case-officer'],
  [2, 'case-officer'],
  [3, 'node-admin'],
  [6, 'approver'],
];

/** A passkey whose signatures are the same each time (Ed25519), as all that happens in a world. */
type Passkey = { credential: string; key: string; sign: (bytes: Uint8Array) => Buffer };

function makePasskey(randomBytes: RandomBytes): Passkey {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410 §7
  const secret: KeyObject = createPrivateKey({
    key: Buffer.concat([prefix, randomBytes(32)]),
    format: 'der',
    type: 'pkcs8',
  });
  const key = toBase64url(createPublicKey(secret).export({ type: 'spki', format: 'der' }));
  return { credential: toBase64url(sha256(key)), key, sign: (bytes) => sign(null, bytes, secret) };
}

/** What a passkey says of some bytes (WebAuthn §6.3.3). */
function approve(
  n: number,
  appointment: string,
  { credential, key, sign: signed }: Passkey,
  bytes: Uint8Array,
): Approval {
  const challenge = toBase64url(sha256(bytes));
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: `https://${rpId}` }));
  const authenticatorData = Buffer.concat([sha256(rpId), Buffer.from([0x05, 0, 0, 0, 0])]);
  const signature = toBase64url(signed(Buffer.concat([authenticatorData, sha256(clientData)])));
  return {
    officer: officer(n),
    appointment,
    rpId,
    credential,
    key,
    authenticatorData: toBase64url(authenticatorData),
    clientData: toBase64url(clientData),
    signature,
  };
}

export type Eyes = {
  /** The record by which the first officers appointed themselves, in due form. */
  founding: Sealed;
  /** Two officers approved this as they should. */
  good: Sealed;
  /** Each wants one thing of what four eyes ask for. */
  bad: readonly Sealed[];
};

const warning = {
  title: 'Isolate port 4455',
  number: 1,
  severity: 'high',
  products: ['LegacyShare v1'],
  summary: 'It spreads.',
  mitigation: 'Isolate.',
};

/** Appoints officers once, and has them approve in every way in which they must not. */
export function createEyes(sealer: Sealer, randomBytes: RandomBytes): (now: Date) => Eyes {
  let known: { founding: Sealed; keys: ReadonlyMap<number, Passkey>; second: Passkey } | undefined;

  function found(now: Date) {
    const keys = new Map(appointed.map(([n]) => [n, makePasskey(randomBytes)]));
    const second = makePasskey(randomBytes); // the administrator's other one
    const shown = ({ credential, key }: Passkey) => ({
      id: credential,
      rpId,
      key,
      attestation: 'none',
      aaguid: '00000000-0000-4000-8000-000000000001',
    });
    const officers = appointed.map(([n, role]) => ({
      officer: officer(n),
      role,
      passkeys: [shown(keys.get(n)!), ...(n === 3 ? [shown(second)] : [])],
    }));
    const envelope = { kind: 'officer.appoint', officers: [officer(3)], case: undefined, purpose: 'coordination' };
    const approvals = (payload: Uint8Array, ref: string) => [3, 6].map((n) => approve(n, ref, keys.get(n)!, payload));
    return { founding: sealer.seal(now, { envelope, body: { officers }, approvals }), keys, second };
  }

  return (now) => {
    known ??= found(now);
    const { founding, keys, second } = known;
    const by = (n: number, payload: Uint8Array, passkey = keys.get(n)!) => approve(n, founding.ref, passkey, payload);
    const warn = (approvals: (payload: Uint8Array) => Approval[]) =>
      sealer.seal(now, {
        envelope: { kind: 'warning.issue', case: undefined, purpose: 'cii-protection' },
        body: warning,
        approvals,
      });
    const stranger = makePasskey(randomBytes);
    const dismiss = (approvals: (payload: Uint8Array) => Approval[]) =>
      sealer.seal(now, {
        envelope: { kind: 'officer.dismiss', officers: [officer(3)], case: undefined, purpose: 'coordination' },
        body: { officer: officer(2), reason: 'left' },
        approvals,
      });
    return {
      founding,
      good: warn((payload) => [by(1, payload), by(6, payload)]),
      bad: [
        // One alone, of a kind that knows no emergency; and its author once more, with another passkey.
        dismiss((payload) => [by(3, payload)]),
        dismiss((payload) => [by(3, payload), by(3, payload, second)]),
        // Two others, and not its author.
        warn((payload) => [by(2, payload), by(6, payload)]),
        // Of other bytes.
        warn((payload) => [by(1, payload), by(6, Buffer.concat([payload, Buffer.from(' ')]))]),
        // One whose role approves no warnings.
        warn((payload) => [by(1, payload), by(3, payload)]),
        // A passkey that nobody gave that officer, under the name of the one that somebody did.
        warn((payload) => [by(1, payload), { ...by(6, payload, stranger), credential: keys.get(6)!.credential }]),
      ],
    };
  };
}
