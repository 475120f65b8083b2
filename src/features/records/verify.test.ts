import { beforeAll, describe, expect, test } from 'vitest';
import { body, bodyKey, failuresWith, flip, flipPart, makeProof, named, toBase64url } from '#test/made-proof.ts';
import { verifyRecord } from './verify.ts';
import type { Context, Proof, StepName } from './verify.ts';

let valid: { proof: Proof; context: Context };
beforeAll(async () => {
  valid = await makeProof();
});
const failing = (change: Partial<Proof>): Promise<StepName[]> => failuresWith(valid, change);

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
    expect(await failing({ jws: flipPart(valid.proof.jws, 0, inAlgorithm) })).toEqual(
      expect.arrayContaining(['header', 'seal']),
    );
  });
  test('a byte of the sealed envelope', async () => {
    expect(await failing({ jws: flipPart(valid.proof.jws, 1) })).toEqual(expect.arrayContaining(['digest', 'seal']));
  });
  test('a byte of the signature', async () => {
    expect(await failing({ jws: flipPart(valid.proof.jws, 2) })).toEqual(['digest', 'seal']);
  });
  test('the digest', async () => {
    expect(await failing({ digest: flip(valid.proof.digest, 5) })).toEqual(['digest', 'log']);
  });
  test('a byte of the body', async () => {
    expect(await failing({ body: body.replace('412', '413') })).toEqual(['body']);
  });
  test('a letter beyond ASCII of the body', async () => {
    expect(await failing({ body: body.replace('печать', 'печатъ') })).toEqual(['body']);
  });
  test('the body key', async () => {
    expect(await failing({ bodyKey: flip(toBase64url(bodyKey), 7) })).toEqual(['body']);
  });
  test("a byte of the directory's signature", async () => {
    expect(await failing({ directory: flipPart(valid.proof.directory, 2) })).toEqual(['directory']);
  });
  test('a number in the directory', async () => {
    const [header, payload = '', signature] = valid.proof.directory.split('.');
    const changed = toBase64url(Buffer.from(payload, 'base64url').toString().replace('"number":3', '"number":4'));
    expect(await failing({ directory: `${header}.${changed}.${signature}` })).toEqual(['directory']);
  });
  test('a space in the profile', async () => {
    expect(await failing({ profile: `${valid.proof.profile} ` })).toEqual(['profile']);
  });
  test('the leaf index', async () => {
    expect(await failing({ index: 2 })).toEqual(['log']);
    expect(await failing({ index: 3 })).toEqual(['log']);
  });
  test('a hash of the inclusion proof', async () => {
    expect(await failing({ proof: valid.proof.proof.map((hash, at) => (at === 0 ? flip(hash, 9) : hash)) })).toEqual([
      'log',
    ]);
    expect(await failing({ proof: valid.proof.proof.slice(1) })).toEqual(['log']);
  });
  test('the size, the root or the signature of the checkpoint', async () => {
    const lines = valid.proof.checkpoint.split('\n');
    for (const at of [1, 2, 4]) {
      const line = lines[at] ?? '';
      const changed = lines.with(at, at === 1 ? '4' : flip(line, line.length - 12)).join('\n');
      expect(await failing({ checkpoint: changed })).toEqual(['log']);
    }
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
