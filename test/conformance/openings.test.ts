import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAlliance } from '#features/alliance/open-alliance.ts';
import { verifyLeaf } from '#features/oversight/actions/verify-leaf.ts';
import { sampleLeaves } from '#features/oversight/leaf-rules.ts';
import { kinds } from '#kinds.ts';
import type { vectors } from '../../tools/vectors.ts';

const read = <Name extends keyof typeof vectors>(name: Name): (typeof vectors)[Name] =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as (typeof vectors)[Name];

const { samples, demanded, cases, bodies } = read('openings');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

test.each(samples.map((one) => [one.size, one] as const))('a sample of a log of %s', (_, one) => {
  expect(sampleLeaves(bytes(one.root), one.ref, one.size, one.count)).toEqual(one.indexes);
});

test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { leaf, outcome }) => {
  const asked = { ...demanded, log: 1, root: bytes(demanded.root), leaves: new Set(demanded.leaves) };
  const opened = await verifyLeaf(leaf, asked, openAlliance(read('alliance')));
  expect(opened.code ?? (opened.ref === null ? 'padding' : 'record')).toBe(outcome);
});

test.each(bodies.map((one) => [one.name, one] as const))('%s', (_, { kind, body, valid }) => {
  expect(kinds.get(kind)?.schema.safeParse(body).success).toBe(valid);
});
