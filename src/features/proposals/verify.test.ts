import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkProposal } from './verify.ts';
import type { Offered } from './verify.ts';

const key = Buffer.alloc(32, 7);
const body = '{"title":"Isolate port 4455 — now"}';
const envelope = {
  ref: 'xa/018f9f5e-0000-7000-8000-000000000000',
  alliance: 'mca#x',
  profile: 1,
  realm: 'live',
  kind: 'warning.issue',
  v: 1,
  author: 'xa/cyber',
  officers: ['xa/cyber/o-1'],
  issuedAt: '2030-05-13T06:00:00.000Z',
  bodyHash: createHmac('sha256', key).update(body).digest('base64url'),
};
const offer = (change: object = {}, text = JSON.stringify(envelope)): Offered => ({
  ref: envelope.ref,
  kind: envelope.kind,
  author: envelope.author,
  officer: 'xa/cyber/o-1',
  payload: Buffer.from(text).toString('base64url'),
  digest: createHash('sha256').update(text).digest('base64url'),
  body,
  bodyKey: key.toString('base64url'),
  ...change,
});

test('what a passkey signs is SHA-256 of the very bytes that are shown', async () => {
  const { digest, faults, envelope: read } = await checkProposal(offer());
  expect({ digest, faults }).toEqual({ digest: offer().digest, faults: [] });
  expect(read).toEqual(envelope);
});

test('the digest is computed here: one that the node names for other bytes is never signed', async () => {
  const other = createHash('sha256').update('other bytes').digest('base64url');
  const { digest, faults } = await checkProposal(offer({ digest: other }));
  expect({ digest, faults }).toEqual({ digest: offer().digest, faults: ['digest'] });
});

test.each<[string, object, string?]>([
  ['another content', { body: body.replace('4455', '4454') }],
  ['the content under another key', { bodyKey: Buffer.alloc(32, 8).toString('base64url') }],
  ['content without its key', { bodyKey: null }],
  ['a key that is too short', { bodyKey: 'AAAA' }],
])('%s is not what would be sealed', async (_, change) => {
  expect(await checkProposal(offer(change))).toMatchObject({ faults: ['body'] });
});

test.each([{ kind: 'incident.report' }, { author: 'xa/police' }, { officer: 'xa/cyber/o-2' }, { ref: 'xa/other' }])(
  'an envelope that is not the proposal’s is found: %o',
  async (change) => {
    expect(await checkProposal(offer(change))).toMatchObject({ faults: ['facts'] });
  },
);

test.each<[string, object, string?]>([
  ['no base64url', { payload: '+' }],
  ['no canonical base64url', { payload: 'AB' }],
  ['no JSON', {}, '{'],
  ['a member twice', {}, JSON.stringify(envelope).replace('{', '{"kind":"incident.report",')],
  ['a member that no envelope has', {}, JSON.stringify({ ...envelope, note: 'x' })],
])('a payload that is %s is no envelope', async (_, change, text) => {
  expect(await checkProposal(offer(change, text))).toMatchObject({ envelope: null, faults: ['payload'] });
});

test('a proposal whose content is withheld can be looked at', async () => {
  expect(await checkProposal(offer({ body: null, bodyKey: null }))).toMatchObject({ body: null, faults: [] });
});
