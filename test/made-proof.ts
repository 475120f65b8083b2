import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ed25519Signer, encodeBase64, formatCheckpoint, hashLeaf, hashNode, signNote } from '@tamga/log';
import { verifyRecord } from '#features/records/verify.ts';
import type { Context, Proof, Step, StepName } from '#features/records/verify.ts';

// Proofs made without the program's code, each document as the test wants it.

type Key = { kid: string; publicKey: string; privateKey: KeyObject };

export const toBase64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { kid: `xa/${toBase64url(sha256(raw)).slice(0, 22)}`, publicKey: toBase64url(raw), privateKey };
}

function sealJws(header: object, payload: object, key: Key): string {
  const input = `${toBase64url(JSON.stringify(header))}.${toBase64url(JSON.stringify(payload))}`;
  return `${input}.${toBase64url(sign(null, Buffer.from(input), key.privateKey))}`;
}

export const [root, record, log, other] = [newKey(), newKey(), newKey(), newKey()];
const from = { log: 1, index: 0 };
export const recordKey = {
  kid: record.kid,
  use: 'record',
  alg: 'Ed25519',
  publicKey: record.publicKey,
  realm: 'live',
  authority: 'xa/cyber',
  from,
};
export const logKey = { kid: log.kid, use: 'log', alg: 'Ed25519', publicKey: log.publicKey, realm: 'live', from };
export const ref = 'xa/0197a9a0-0000-7000-8000-000000000001';
export const body = '{"title":"hosts encrypted","count":412,"слово":"печать"}';
export const bodyKey = randomBytes(32);

/** What an author's node would send, with the chance to make any document differently before it is sealed. */
export type Changes = {
  profile?: object;
  directory?: object;
  directoryKey?: Key;
  directoryHeader?: object;
  header?: object;
  envelope?: object;
  sealKey?: Key;
  origin?: string;
  logKey?: Key;
};

export async function makeProof(changes: Changes = {}): Promise<{ proof: Proof; context: Context }> {
  const profile = JSON.stringify({
    alliance: 'mca',
    number: 1,
    participants: [{ code: 'xa', rootKey: root.publicKey }],
    ...changes.profile,
  });
  const alliance = { id: `mca#${toBase64url(sha256(profile))}`, profile: 1, digest: toBase64url(sha256(profile)) };
  const directory = sealJws(
    { alg: 'Ed25519', kid: root.kid, typ: 'tamga-directory+jws', ...changes.directoryHeader },
    {
      alliance: alliance.id,
      participant: 'xa',
      number: 3,
      keys: [recordKey, logKey],
      disowned: [],
      ...changes.directory,
    },
    changes.directoryKey ?? root,
  );
  const envelope = {
    ref,
    alliance: alliance.id,
    realm: 'live',
    author: 'xa/cyber',
    bodyHash: createHmac('sha256', bodyKey).update(body).digest('base64url'),
    ...changes.envelope,
  };
  const header = { alg: 'Ed25519', kid: record.kid, typ: 'tamga+jws', ...changes.header };
  const jws = sealJws(header, envelope, changes.sealKey ?? record);
  const digest = sha256(jws);
  const [left, leaf, right] = [hashLeaf(randomBytes(32)), hashLeaf(digest), hashLeaf(randomBytes(32))];
  const origin = changes.origin ?? `${alliance.id}/xa/log/1`;
  const signedBy = changes.logKey ?? log;
  const signer = ed25519Signer(origin, Buffer.from(signedBy.publicKey, 'base64url'), (message) =>
    sign(null, message, signedBy.privateKey),
  );
  const text = formatCheckpoint({ origin, size: 3, root: hashNode(hashNode(left, leaf), right) });
  const proof = {
    jws,
    digest: toBase64url(digest),
    body,
    bodyKey: toBase64url(bodyKey),
    directory,
    profile,
    index: 1,
    proof: [left, right].map(encodeBase64),
    checkpoint: await signNote(text, [signer]),
  };
  return {
    proof,
    context: { alliance, record: { ref, digest: proof.digest, body, facts: { case: null } } },
  };
}

export const named = (steps: readonly Step[], outcome: Step['outcome']): StepName[] =>
  steps.filter((step) => step.outcome === outcome).map((step) => step.name);

export async function failuresOf(changes: Changes): Promise<StepName[]> {
  const { proof, context } = await makeProof(changes);
  return named(await verifyRecord(proof, context), 'fail');
}

/** Another character of base64 at this place; in the middle of a text every character counts. */
export function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
const middle = (text: string): number => Math.floor(text.length / 2);
export const flipPart = (jws: string, part: number, at?: number): string =>
  jws
    .split('.')
    .map((text, index) => (index === part ? flip(text, at ?? middle(text)) : text))
    .join('.');

/** The failing steps when a proof differs from the valid one in this. */
export async function failuresWith(
  valid: { proof: Proof; context: Context },
  change: Partial<Proof>,
): Promise<StepName[]> {
  return named(await verifyRecord({ ...valid.proof, ...change }, valid.context), 'fail');
}
