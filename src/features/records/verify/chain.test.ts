import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseCompact } from '../verify-parts.ts';
import { verifyChain } from './chain.ts';

type Root = { code: string; rootKey: string; kid: string; key: KeyObject };
type Document = { source: string; endorsements: string[] };

const digestOf = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64url');
const toBase64url = (text: string): string => Buffer.from(text).toString('base64url');

function newRoot(code: string): Root {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { code, rootKey: raw.toString('base64url'), kid: `${code}/${digestOf(raw).slice(0, 22)}`, key: privateKey };
}

function endorse(source: string, root: Root, payload?: string): string {
  const { alliance, number } = JSON.parse(source) as { alliance: string; number: number };
  const header = { alg: 'Ed25519', kid: root.kid, typ: 'tamga-endorsement+jws' };
  const said = payload ?? JSON.stringify({ alliance, number, digest: digestOf(source) });
  const input = `${toBase64url(JSON.stringify(header))}.${toBase64url(said)}`;
  return `${input}.${sign(null, Buffer.from(input), root.key).toString('base64url')}`;
}

const [a, b, c, d] = ['xa', 'xb', 'xc', 'xd'].map(newRoot) as [Root, Root, Root, Root];
const participants = (...roots: Root[]) => roots.map(({ code, rootKey }) => ({ code, rootKey }));
const profile = (number: number, roots: Root[], rest: object = {}): string =>
  JSON.stringify({ alliance: 'mca', number, participants: participants(...roots), ...rest });
const document = (source: string, ...by: Root[]): Document => ({
  source,
  endorsements: by.map((r) => endorse(source, r)),
});

const first = profile(1, [a, b, c]);
const anchor = digestOf(first);
const second = profile(2, [a, b, c, d], { previous: anchor });
const start = document(first, a, b);

async function outcomes(documents: Document[]): Promise<string[]> {
  return (await verifyChain(anchor, documents)).steps.map((step) => step.outcome);
}

test('a chain of profiles leads from the anchor to the current one', async () => {
  const third = profile(3, [a, b, c, d], { previous: digestOf(second) });
  const { steps, alliance } = await verifyChain(anchor, [start, document(second, a, c), document(third, a, b, d)]);
  expect(steps.map((s) => `${s.name} ${s.outcome}`)).toEqual(['anchor pass', 'endorsements pass']);
  expect(alliance).toEqual({ id: `mca#${anchor}`, profile: 3, digest: digestOf(third) });
});

test('the participants of the profile before decide, not those of the new one', async () => {
  expect(await outcomes([start, document(second, a, d)])).toEqual(['pass', 'fail']);
});

test('half is not more than half, and a stricter rule of the profile before holds', async () => {
  const four = profile(1, [a, b, c, d]);
  const next = (rule?: string) => profile(2, [a, b, c, d], { previous: digestOf(rule ? ruled(rule) : four) });
  const ruled = (rule: string) => profile(1, [a, b, c, d], { decisionRule: { profile: rule } });
  const judged = async (one: string, two: string, ...by: Root[]) =>
    (await verifyChain(digestOf(one), [document(one, a, b, c, d), document(two, ...by)])).steps[1]?.outcome;
  expect(await judged(four, next(), a, b)).toBe('fail');
  expect(await judged(four, next(), a, b, c)).toBe('pass');
  expect(await judged(ruled('two-thirds'), next('two-thirds'), a, b, c)).toBe('pass');
  expect(await judged(ruled('all'), next('all'), a, b, c)).toBe('fail');
  expect(await judged(ruled('all'), next('all'), a, b, c, d)).toBe('pass');
});

test.each([
  ['names another predecessor', profile(2, [a, b, c], { previous: digestOf('another') })],
  ['names none', profile(2, [a, b, c])],
  ['leaves a number out', profile(3, [a, b, c], { previous: anchor })],
  ['leaves a participant out', profile(2, [a, b], { previous: anchor })],
  ['changes a root key in silence', profile(2, [a, b, { ...d, code: 'xc' }], { previous: anchor })],
  ['calls the alliance otherwise', profile(2, [a, b, c], { previous: anchor }).replace('mca', 'other')],
])('a profile that %s is refused', async (_, source) => {
  expect(await outcomes([start, document(source, a, b, c)])).toEqual(['pass', 'fail']);
});

test.each([
  ['is by no root key', endorse(second, d)],
  ['is of other bytes', endorse(`${second} `, a)],
  [
    'says more than it should',
    endorse(second, a, JSON.stringify({ alliance: 'mca', number: 2, digest: digestOf(second), more: 1 })),
  ],
  ['is signed by another than it says', endorse(second, { ...b, kid: a.kid })],
])('an endorsement that %s spoils the file', async (_, jws) => {
  const whole = document(second, a, b, c);
  expect(await outcomes([start, whole])).toEqual(['pass', 'pass']);
  expect(await outcomes([start, { ...whole, endorsements: [...whole.endorsements, jws] }])).toEqual(['pass', 'fail']);
});

test('a chain without its first profile, or with one that cannot be read, leads nowhere', async () => {
  expect(await outcomes([document(second, a, b, c)])).toEqual(['fail', 'fail']);
  const { steps, alliance } = await verifyChain(anchor, [start, { source: '{"number":', endorsements: [] }]);
  expect(alliance).toBeNull();
  expect(steps.map((s) => s.outcome)).toEqual(['pass', 'fail']);
});

test('who has left has no say, and a lost root key is replaced by the others', async () => {
  const left = { ...participants(c)[0]!, to: '2030-01-01' };
  const leaving = JSON.stringify({
    alliance: 'mca',
    number: 2,
    previous: anchor,
    participants: [...participants(a, b), left],
  });
  const after = leaving.replace('"number":2', '"number":3').replace(anchor, digestOf(leaving));
  const steps = [start, document(leaving, a, b)];
  expect(await outcomes([...steps, document(after, a, b)])).toEqual(['pass', 'pass']);
  expect(await outcomes([...steps, document(after, a, c)])).toEqual(['pass', 'fail']);

  const fresh = newRoot('xc');
  const replaced = JSON.stringify({
    alliance: 'mca',
    number: 2,
    previous: anchor,
    participants: [...participants(a, b), { ...participants(fresh)[0]!, rootFrom: 3 }],
  });
  const chain = await verifyChain(anchor, [start, document(replaced, a, b)]);
  expect(chain.steps.map((s) => s.outcome)).toEqual(['pass', 'pass']);
  const rootOf = (number: number): string | undefined => {
    const facts = { alliance: 'mca', participant: 'xc', number, keys: [], disowned: [] };
    const compact = parseCompact(endorse(first, c));
    const current = { alliance: 'mca', number: 2, participants: participants(a, b, fresh) };
    const read = chain.underRoot({ directory: { compact, facts }, profile: current });
    return read.profile?.participants.find(({ code }) => code === 'xc')?.rootKey;
  };
  expect([rootOf(2), rootOf(3)]).toEqual([c.rootKey, fresh.rootKey]);
});
