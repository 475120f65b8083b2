import { createHash } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { expect, test } from 'vitest';
import { newSeed, readPublicKey, signingKeyFrom, verifySync } from '../keys/ed25519.ts';
import { maxSkewMs, signRequest, verifyRequest } from './message-signature.ts';
import type { PeerRequest } from './message-signature.ts';

const now = new Date('2030-05-13T06:00:00.000Z');
const signing = signingKeyFrom(newSeed());
const key = { kid: 'xb/AAAAAAAAAAAAAAAAAAAAAA', key: signing };
const publicKey = readPublicKey(signing.publicKey);
const request: PeerRequest = {
  method: 'GET',
  url: 'https://xa.example:7421/federation/v1/feed?after=1.0',
  body: new Uint8Array(),
  to: 'mca#of-the-test/xa',
};
const nonce = 'a-nonce-of-a-test';

const sign = (change: Partial<PeerRequest> = {}, created = now, given = nonce) =>
  signRequest({ ...request, ...change }, key, created, given);
const check = (headers: Record<string, string>, change: Partial<PeerRequest> = {}) =>
  verifyRequest(
    { ...request, ...change, headers: lower(headers) },
    (kid, message, signature) => Promise.resolve(kid === key.kid && verifySync(publicKey, message, signature)),
    now,
  );
const lower = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
const input = (headers: Record<string, string>): string => lower(headers)['signature-input'] ?? '';

test('a signed request is known by its key, its nonce and its time', async () => {
  expect(await check(await sign())).toEqual({ kid: key.kid, nonce, created: now });
});

test('the signature covers method, authority, target, content, who is asked, time, nonce, key, algorithm and tag', async () => {
  const covered = input(await sign());
  expect(covered).toContain('("@method" "@authority" "@target-uri" "content-digest" "tamga-to")');
  for (const param of [
    'created=',
    'nonce="a-nonce-of-a-test"',
    'keyid="xb/AAAAAAAAAAAAAAAAAAAAAA"',
    'alg="ed25519"',
    'tag="tamga-federation"',
  ])
    expect(covered).toContain(param);
});

test('the digest is that of the body (RFC 9530)', async () => {
  const body = Buffer.from('{"a":1}');
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  expect(lower(await sign({ method: 'POST', body }))['content-digest']).toBe(digest);
});

const unlike: [law: string, change: Partial<PeerRequest>][] = [
  ['another method', { method: 'POST' }],
  ['another path', { url: request.url.replace('feed', 'profile') }],
  ['another query', { url: request.url.replace('1.0', '1.1') }],
  ['another authority', { url: request.url.replace('xa.example', 'xc.example') }],
  ['another port', { url: request.url.replace('7421', '7422') }],
  ['another scheme', { url: request.url.replace('https', 'http') }],
  ['another body', { body: Buffer.from('more') }],
  ['another participant', { to: 'mca#of-the-test/xc' }],
  ['another alliance', { to: 'mca#of-another/xa' }],
];
test.each(unlike)('%s is not what was signed: unauthenticated', async (_, change) => {
  const headers = await sign();
  const host = new URL({ ...request, ...change }.url).host;
  await expect(check({ ...headers, host }, change)).rejects.toMatchObject({ code: 'unauthenticated' });
});

const spoiled: [law: string, change: (headers: Record<string, string>) => Record<string, string>][] = [
  ['no signature', ({ signature: _, ...rest }) => rest],
  ['no signature input', ({ 'signature-input': _, ...rest }) => rest],
  ['no digest', ({ 'content-digest': _, ...rest }) => rest],
  ['nobody named who is asked', ({ 'tamga-to': _, ...rest }) => rest],
  ['another named who is asked', (h) => ({ ...h, 'tamga-to': 'mca#of-the-test/xc' })],
  ['a component left out', (h) => ({ ...h, 'signature-input': input(h).replace(' "content-digest"', '') })],
  ['a nonce left out', (h) => ({ ...h, 'signature-input': input(h).replace(/;nonce="[^"]*"/, '') })],
  ['a time left out', (h) => ({ ...h, 'signature-input': input(h).replace(/;created=\d+/, '') })],
  ['a later time', (h) => ({ ...h, 'signature-input': input(h).replace(/created=\d+/, 'created=1904882399') })],
  ['another tag', (h) => ({ ...h, 'signature-input': input(h).replace('tamga-federation', 'tamga-other') })],
  ['another algorithm', (h) => ({ ...h, 'signature-input': input(h).replace('ed25519', 'hmac-sha256') })],
  ['another key', (h) => ({ ...h, 'signature-input': input(h).replace('xb/AAAAAAAAAAAAAAAAAAAAAA', 'xc/key') })],
  ['text that is no structured field', (h) => ({ ...h, 'signature-input': 'sig=(((' })],
  [
    'a second signature',
    (h) => ({
      ...h,
      'signature-input': `${input(h)}, b${input(h)}`,
      signature: `${h['signature']}, b${h['signature']}`,
    }),
  ],
];
test.each(spoiled)('%s: unauthenticated', async (_, change) => {
  await expect(check(change(lower(await sign())))).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a nonce that is too long is not remembered, so it is refused: unauthenticated', async () => {
  await expect(check(await sign({}, now, 'n'.repeat(65)))).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a minute of skew is taken, more is answered with the time here: request-skew', async () => {
  for (const offMs of [-maxSkewMs, maxSkewMs])
    await expect(check(await sign({}, new Date(now.getTime() + offMs)))).resolves.toBeTruthy();
  for (const offMs of [-maxSkewMs - 1000, maxSkewMs + 1000, -9e9, 9e9]) {
    const error: unknown = await check(await sign({}, new Date(now.getTime() + offMs))).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'request-skew' });
    expect((error as Error).message).toContain(now.toISOString());
  }
});

const covered = ['@method', '@authority', '@target-uri', 'content-digest', 'tamga-to'];
const valued = ['created', 'nonce', 'keyid', 'alg', 'tag'];
const others: [law: string, fields: string[], params: string[], tag: string][] = [
  ['for another use', covered, valued, 'tamga-something'],
  ['without its method', covered.slice(1), valued, 'tamga-federation'],
  ['without its authority', covered.filter((one) => one !== '@authority'), valued, 'tamga-federation'],
  ['without its target', covered.filter((one) => one !== '@target-uri'), valued, 'tamga-federation'],
  ['without its content', covered.filter((one) => one !== 'content-digest'), valued, 'tamga-federation'],
  ['without who is asked', covered.slice(0, 4), valued, 'tamga-federation'],
  ['without a nonce', covered, valued.filter((one) => one !== 'nonce'), 'tamga-federation'],
  ['without a time', covered, valued.filter((one) => one !== 'created'), 'tamga-federation'],
  ['without a use', covered, valued.slice(0, 4), 'tamga-federation'],
];
test.each(others)('a signature that holds, made %s, is refused: unauthenticated', async (_, fields, params, tag) => {
  const digest = `sha-256=:${createHash('sha256').update(request.body).digest('base64')}:`;
  const signed = await httpbis.signMessage(
    {
      key: { id: key.kid, alg: 'ed25519', sign: (data) => Promise.resolve(signing.sign(data)) },
      name: 'sig',
      fields,
      params,
      paramValues: { created: now, nonce, tag },
    },
    {
      method: request.method,
      url: request.url,
      headers: { host: new URL(request.url).host, 'content-digest': digest, 'tamga-to': request.to },
    },
  );
  await expect(check(signed.headers as Record<string, string>)).rejects.toMatchObject({ code: 'unauthenticated' });
});
