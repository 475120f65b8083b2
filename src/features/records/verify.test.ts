import { generateKeyPairSync, createHash, createHmac, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ed25519Signer, encodeBase64, formatCheckpoint, hashLeaf, hashNode, signNote } from '@tamga/log';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyRecord } from './verify.ts';
import type { Context, Proof, Step, StepName } from './verify.ts';

type Key = { kid: string; publicKey: string; privateKey: KeyObject };

const toBase64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
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

const [root, record, log, other] = [newKey(), newKey(), newKey(), newKey()];
const from = { log: 1, index: 0 };
const recordKey = {
  kid: record.kid,
  use: 'record',
  alg: 'Ed25519',
  publicKey: record.publicKey,
  realm: 'live',
  authority: 'xa/cyber',
  from,
};
const logKey = { kid: log.kid, use: 'log', alg: 'Ed25519', publicKey: log.publicKey, realm: 'live', from };
const ref = 'xa/0197a9a0-0000-7000-8000-000000000001';
const body = '{"title":"hosts encrypted","count":412,"слово":"печать"}';
const bodyKey = randomBytes(32);

/** What an author's node would send, with the chance to make any document differently before it is sealed. */
type Changes = {
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

async function makeProof(changes: Changes = {}): Promise<{ proof: Proof; context: Context }> {
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

const named = (steps: readonly Step[], outcome: Step['outcome']): StepName[] =>
  steps.filter((step) => step.outcome === outcome).map((step) => step.name);

async function failuresOf(changes: Changes): Promise<StepName[]> {
  const { proof, context } = await makeProof(changes);
  return named(await verifyRecord(proof, context), 'fail');
}

/** Another character of base64 at this place; in the middle of a text every character counts. */
function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
const middle = (text: string): number => Math.floor(text.length / 2);
const flipPart = (jws: string, part: number, at?: number): string =>
  jws
    .split('.')
    .map((text, index) => (index === part ? flip(text, at ?? middle(text)) : text))
    .join('.');

let valid: { proof: Proof; context: Context };
beforeAll(async () => {
  valid = await makeProof();
});

/** The failing steps when the proof differs from the valid one in this. */
async function failuresWith(change: Partial<Proof>): Promise<StepName[]> {
  return named(await verifyRecord({ ...valid.proof, ...change }, valid.context), 'fail');
}

test('a record as its author sealed and logged it passes every step', async () => {
  const steps = await verifyRecord(valid.proof, valid.context);
  expect(steps.map((step) => `${step.name} ${step.outcome} ${step.why}`)).toEqual([
    'digest pass ',
    'header pass ',
    'seal pass sealed by xa/cyber',
    'directory pass directory number 3 of xa',
    'profile pass the first profile, which the alliance id names',
    'body pass ',
    'log pass leaf 1 of 3',
  ]);
});

test('a record whose content was destroyed still proves its seal and its place in the log', async () => {
  const steps = await verifyRecord({ ...valid.proof, body: null, bodyKey: null }, valid.context);
  expect(named(steps, 'fail')).toEqual([]);
  expect(named(steps, 'unchecked')).toEqual(['body']);
});

describe('one changed part fails at its own step', () => {
  test('a byte of the header', async () => {
    const inAlgorithm = 15;
    expect(await failuresWith({ jws: flipPart(valid.proof.jws, 0, inAlgorithm) })).toEqual(
      expect.arrayContaining(['header', 'seal']),
    );
  });
  test('a byte of the sealed envelope', async () => {
    expect(await failuresWith({ jws: flipPart(valid.proof.jws, 1) })).toEqual(
      expect.arrayContaining(['digest', 'seal']),
    );
  });
  test('a byte of the signature', async () => {
    expect(await failuresWith({ jws: flipPart(valid.proof.jws, 2) })).toEqual(['digest', 'seal']);
  });
  test('the digest', async () => {
    expect(await failuresWith({ digest: flip(valid.proof.digest, 5) })).toEqual(['digest', 'log']);
  });
  test('a byte of the body', async () => {
    expect(await failuresWith({ body: body.replace('412', '413') })).toEqual(['body']);
  });
  test('a letter beyond ASCII of the body', async () => {
    expect(await failuresWith({ body: body.replace('печать', 'печатъ') })).toEqual(['body']);
  });
  test('the body key', async () => {
    expect(await failuresWith({ bodyKey: flip(toBase64url(bodyKey), 7) })).toEqual(['body']);
  });
  test("a byte of the directory's signature", async () => {
    expect(await failuresWith({ directory: flipPart(valid.proof.directory, 2) })).toEqual(['directory']);
  });
  test('a number in the directory', async () => {
    const [header, payload = '', signature] = valid.proof.directory.split('.');
    const changed = toBase64url(Buffer.from(payload, 'base64url').toString().replace('"number":3', '"number":4'));
    expect(await failuresWith({ directory: `${header}.${changed}.${signature}` })).toEqual(['directory']);
  });
  test('a space in the profile', async () => {
    expect(await failuresWith({ profile: `${valid.proof.profile} ` })).toEqual(['profile']);
  });
  test('the leaf index', async () => {
    expect(await failuresWith({ index: 2 })).toEqual(['log']);
    expect(await failuresWith({ index: 3 })).toEqual(['log']);
  });
  test('a hash of the inclusion proof', async () => {
    expect(
      await failuresWith({ proof: valid.proof.proof.map((hash, at) => (at === 0 ? flip(hash, 9) : hash)) }),
    ).toEqual(['log']);
    expect(await failuresWith({ proof: valid.proof.proof.slice(1) })).toEqual(['log']);
  });
  test('the size, the root or the signature of the checkpoint', async () => {
    const lines = valid.proof.checkpoint.split('\n');
    for (const at of [1, 2, 4]) {
      const line = lines[at] ?? '';
      const changed = lines.with(at, at === 1 ? '4' : flip(line, line.length - 12)).join('\n');
      expect(await failuresWith({ checkpoint: changed })).toEqual(['log']);
    }
  });
});

describe('a well-formed lie fails at its own step', () => {
  test('a member too many in the header, though sealed', async () => {
    expect(await failuresOf({ header: { crit: ['b64'] } })).toEqual(['header']);
    expect(await failuresOf({ header: { alg: 'EdDSA' } })).toEqual(['header']);
    expect(await failuresOf({ header: { typ: 'JWT' } })).toEqual(['header']);
  });
  test('padding, or stray bits at the end, of the same signature', async () => {
    const stray = valid.proof.jws.replace(/.$/, (last) => ({ A: 'B', Q: 'R', g: 'h', w: 'x' })[last] ?? last);
    expect(stray).not.toBe(valid.proof.jws);
    expect(await failuresWith({ jws: stray })).toContain('header');
    expect(await failuresWith({ jws: `${valid.proof.jws}==` })).toContain('header');
  });
  test('a seal by a key that the directory does not name, or names for another use', async () => {
    expect(await failuresOf({ sealKey: other, header: { kid: other.kid } })).toEqual(['seal']);
    expect(await failuresOf({ sealKey: log, header: { kid: log.kid } })).toEqual(['seal']);
    expect(await failuresOf({ sealKey: other })).toEqual(['seal']);
    const asWitness = { directory: { keys: [{ ...recordKey, use: 'witness' }, logKey] } };
    expect(await failuresOf(asWitness)).toEqual(['seal']);
    const forAgreement = { directory: { keys: [{ ...recordKey, alg: 'X25519' }, logKey] } };
    expect(await failuresOf(forAgreement)).toEqual(['seal']);
  });
  test('a seal by a key that bears the name of another', async () => {
    const renamed = { directory: { keys: [{ ...recordKey, publicKey: other.publicKey }, logKey] } };
    expect(await failuresOf({ ...renamed, sealKey: other })).toEqual(['seal']);
  });
  test('a seal at a place of the log before the key was valid', async () => {
    const later = { directory: { keys: [{ ...recordKey, from: { log: 1, index: 2 } }, logKey] } };
    expect(await failuresOf(later)).toEqual(['seal']);
    const until = { directory: { keys: [{ ...recordKey, to: { log: 1, index: 0 } }, logKey] } };
    expect(await failuresOf(until)).toEqual(['seal']);
  });
  test('an author that is not the authority of the key', async () => {
    expect(await failuresOf({ envelope: { author: 'xa/fiu' } })).toEqual(['seal']);
  });
  test('a record of another participant, alliance or realm', async () => {
    expect(await failuresOf({ envelope: { author: 'xb/cyber' } })).toEqual(['seal', 'directory']);
    expect(await failuresOf({ envelope: { alliance: 'mca#other' } })).toEqual(['seal']);
    const foreign = ref.replace('xa', 'xb');
    const { proof, context } = await makeProof({ envelope: { ref: foreign } });
    const shown = { ...context, record: { ...context.record, ref: foreign } };
    expect(named(await verifyRecord(proof, shown), 'fail')).toEqual(['seal']);
    expect(await failuresOf({ envelope: { realm: 'exercise:lantern' } })).toEqual(['seal']);
  });
  test('the valid proof of another record than the one shown', async () => {
    const shown = { ...valid.context.record, ref: `${ref.slice(0, -1)}2`, digest: flip(valid.proof.digest, 3) };
    const steps = await verifyRecord(valid.proof, { ...valid.context, record: shown });
    expect(named(steps, 'fail')).toEqual(['digest', 'seal']);
  });
  test('content shown that is not the content sealed', async () => {
    const steps = await verifyRecord(valid.proof, {
      ...valid.context,
      record: { ...valid.context.record, body: '{}' },
    });
    expect(named(steps, 'fail')).toEqual(['body']);
  });
  test('a fact shown that is not the one sealed', async () => {
    for (const facts of [{ author: 'xa/fiu' }, { case: ref }, { realm: null }, { basis: [{ article: '5' }] }]) {
      const steps = await verifyRecord(valid.proof, { ...valid.context, record: { ...valid.context.record, facts } });
      expect(named(steps, 'fail')).toEqual(['seal']);
    }
  });
  test('what was sealed at a place of the log that the participant disowned', async () => {
    const disowned = [{ kid: record.kid, from: { log: 1, index: 0 }, to: { log: 1, index: 1 } }];
    expect(await failuresOf({ directory: { disowned } })).toEqual(['seal']);
  });
  test('a directory sealed by another key than the root key', async () => {
    expect(await failuresOf({ directoryKey: other })).toEqual(['directory']);
    expect(await failuresOf({ directoryHeader: { kid: other.kid } })).toEqual(['directory']);
  });
  test('a directory of another alliance, or sealed as something else', async () => {
    expect(await failuresOf({ directory: { alliance: 'mca#other' } })).toEqual(['directory']);
    expect(await failuresOf({ directoryHeader: { typ: 'tamga+jws' } })).toEqual(['directory']);
    expect(await failuresOf({ directoryHeader: { crit: [] } })).toEqual(['directory']);
  });
  test('a profile that is not the one the alliance is named after', async () => {
    const { proof, context } = await makeProof();
    const alliance = { ...context.alliance, id: flip(context.alliance.id, 12) };
    expect(named(await verifyRecord(proof, { ...context, alliance }), 'fail')).toContain('profile');
  });
  test('a later profile that is not the one this node holds', async () => {
    const { proof, context } = await makeProof({ profile: { number: 2 } });
    const alliance = { ...context.alliance, profile: 2 };
    expect(named(await verifyRecord(proof, { ...context, alliance }), 'fail')).toEqual([]);
    expect(named(await verifyRecord(proof, { ...context, alliance: { ...alliance, digest: 'x' } }), 'fail')).toEqual([
      'profile',
    ]);
  });
  test("a checkpoint of another's log, or by a key that is not the log's", async () => {
    const { id } = valid.context.alliance;
    for (const origin of [`${flip(id, 12)}/xa/log/1`, `${id}/xb/log/1`, `${id}/xa/log/x`]) {
      expect(await failuresOf({ origin })).toEqual(['log']);
    }
    expect(await failuresOf({ logKey: record })).toEqual(['log']);
  });
});

test('a seal over something that is no envelope fails, and its content stays unchecked', async () => {
  const { proof, context } = await makeProof({ envelope: { bodyHash: undefined } });
  const steps = await verifyRecord(proof, context);
  expect(named(steps, 'fail')).toEqual(['seal']);
  expect(named(steps, 'unchecked')).toEqual(['body']);
});

test('parts that cannot be read fail at their own step, and what depends on them stays unchecked', async () => {
  const steps = await verifyRecord({ ...valid.proof, directory: 'x', profile: '{' }, valid.context);
  expect(named(steps, 'fail')).toEqual(['directory', 'profile']);
  expect(named(steps, 'unchecked')).toEqual(['seal', 'log']);
});
