import { readFileSync } from 'node:fs';
import { validateBundle } from '@tamga/stix';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '../federation/nodes.ts';
import type { Net } from '../federation/nodes.ts';

const example = (name: string): Buffer => readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url));

let net: Net;
beforeAll(async () => (net = await startNodes('xa', 'xb')));
afterAll(() => net[Symbol.asyncDispose]());

test('the example of a bundle has no fault, and is imported whole', async () => {
  expect(validateBundle(example('bundle.json'))).toMatchObject({ errors: [], warnings: [] });
  const handling = 'tlp=GREEN&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
  const path = `/api/imports?name=bundle.json&${handling}`;
  const { counts } = await net
    .node('xa')
    .ask<{ counts: Record<string, number> }>(path, { method: 'POST', bytes: example('bundle.json') });
  expect(counts).toMatchObject({ added: 5 });
});

test('the example of a draft is sealed as it stands', async () => {
  const body: unknown = JSON.parse(example('incident.json').toString());
  await expect(net.node('xa').ask('/api/records', { method: 'POST', body })).resolves.toMatchObject({
    ref: expect.stringMatching(/^xa\//),
  });
});
