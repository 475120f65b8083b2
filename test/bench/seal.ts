// Signing and verifying the compact JWS of a record, beside jose doing the same with the same keys and bytes.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';
import { newSeed, readPublicKey, signingKeyFrom, verifyAsync } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompactAsync } from '#platform/keys/jws.ts';
import { median } from '../../tools/bench-report.ts';
import { repetitions, report, say } from './measure.ts';

const count = 2_000;
const typ = 'tamga+jws';
const payloads = Array.from({ length: count }, () =>
  Buffer.from(JSON.stringify({ text: randomBytes(400).toString('hex') })),
);
const key = signingKeyFrom(newSeed());
const publicKey = readPublicKey(key.publicKey);
const theirs = generateKeyPairSync('ed25519');

const sealOurs = (): Promise<string[]> => Promise.all(payloads.map((p) => signCompactAsync(typ, 'k', p, key)));
const sealTheirs = (): Promise<string[]> =>
  Promise.all(
    payloads.map((p) =>
      new CompactSign(p).setProtectedHeader({ alg: 'Ed25519', kid: 'k', typ }).sign(theirs.privateKey),
    ),
  );

async function verifyOurs(jws: string): Promise<boolean> {
  const compact = parseCompact(jws, 16_384);
  headerKid(compact.header, typ);
  return verifyAsync(publicKey, compact.signingInput, compact.signature);
}

async function timed<T>(act: () => Promise<T>): Promise<{ made: T; perSecond: number }> {
  const start = performance.now();
  const made = await act();
  return { made, perSecond: (count / (performance.now() - start)) * 1000 };
}

const [ours, peers]: [Record<'seal' | 'verify', number[]>, Record<'seal' | 'verify', number[]>] = [
  { seal: [], verify: [] },
  { seal: [], verify: [] },
];
for (let i = 0; i < repetitions + 1; i++) {
  const sealed = await timed(sealOurs);
  const verified = await timed(() => Promise.all(sealed.made.map(verifyOurs)));
  if (!verified.made.every(Boolean)) throw new Error('a seal does not verify');
  const signed = await timed(sealTheirs);
  const checked = await timed(() => Promise.all(signed.made.map((jws) => compactVerify(jws, theirs.publicKey))));
  if (i === 0) continue; // the first round warms both up
  ours.seal.push(sealed.perSecond);
  ours.verify.push(verified.perSecond);
  peers.seal.push(signed.perSecond);
  peers.verify.push(checked.perSecond);
}
for (const [what, label] of [
  ['seal', 'sealing'],
  ['verify', 'verifying a seal'],
] as const) {
  const ratio = median(ours[what]) / median(peers[what]);
  say(`${label}: ${ratio.toFixed(2)} × jose`);
  report({ what: `${label}, ${count} at once`, unit: '/s', values: ours[what], peer: { name: 'jose 6', ratio } });
}
