import { createHmac } from 'node:crypto';
import { homeFiles } from '#features/alliance/actions.ts';
import { kidOf } from '#features/alliance/directory.ts';
import type { Approval } from '#features/approvals/model.ts';
import type { Self } from '#features/alliance/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { newUuidV7 } from '#platform/ids.ts';
import type { RandomBytes } from '#platform/ids.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';

export type Sealed = { ref: string; kind: string; jws: string; body: string; bodyKey: string; digest: string };

export type Sealing = {
  keyName?: string;
  envelope?: object;
  body?: unknown;
  /** Who approved the very payload of this ref. */
  approvals?: (payload: Uint8Array, ref: string) => Approval[];
};

const handling = {
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  marking: { tlp: 'GREEN', base: 'unclassified' },
  retainUntil: '2031-05-13',
};
const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };

export type Sealer = {
  key(name: string): ReturnType<typeof signingKeyFrom>;
  seal(now: Date, sealing?: Sealing): Sealed;
  control(now: Date, kind: string, to: string, body: object, sealing?: Sealing): Sealed;
};

/** Seals whatever it is told to with keys that are its own: what is wrong with a record is the caller's choice. */
export function createSealer(self: Self, home: string, randomBytes: RandomBytes): Sealer {
  const key: Sealer['key'] = (name) => signingKeyFrom(readSecret(homeFiles(`${home}/${self.code}`).key(name)));

  const seal: Sealer['seal'] = (now, { keyName = 'record-cyber', envelope, body, approvals } = {}) => {
    const signing = key(keyName);
    const text = JSON.stringify(body ?? { hosts: 7, asOf: '2030-05-13T05:00:00Z' });
    const bodyKey = Buffer.from(randomBytes(32));
    const ref = `${self.code}/${newUuidV7(now.getTime(), randomBytes)}`;
    const honest = {
      ref,
      alliance: self.alliance.id,
      profile: 1,
      realm: 'live',
      kind: 'incident.count',
      v: 1,
      author: `${self.code}/cyber`,
      officers: [`${self.code}/cyber/o-1`],
      issuedAt: now.toISOString(),
      ...handling,
      case: ref,
      bodyHash: createHmac('sha256', bodyKey).update(text).digest('base64url'),
    };
    const payload = { ...honest, ...envelope };
    const said = approvals?.(Buffer.from(JSON.stringify(payload)), ref);
    const kid = kidOf(self.code, signing.publicKey);
    const header = { alg: 'Ed25519', kid, typ: 'tamga+jws', ...(said ? { approvals: said } : {}) };
    const input = [header, payload].map((part) => toBase64url(Buffer.from(JSON.stringify(part)))).join('.');
    const jws = `${input}.${toBase64url(signing.sign(Buffer.from(input, 'latin1')))}`;
    return {
      ref: payload.ref,
      kind: payload.kind,
      jws,
      body: text,
      bodyKey: toBase64url(bodyKey),
      digest: sha256(jws).toString('hex'),
    };
  };

  return {
    key,
    seal,
    control: (now, kind, to, body, sealing = {}) =>
      seal(now, { body, ...sealing, envelope: { kind, to, ...bare, ...sealing.envelope } }),
  };
}

/** What a release or recall names. */
export const naming = (records: readonly Pick<Sealed, 'ref' | 'digest'>[]) =>
  records.map(({ ref, digest }) => ({ ref, digest: toBase64url(Buffer.from(digest, 'hex')) }));
