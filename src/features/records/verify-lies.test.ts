import { beforeAll, describe, expect, test } from 'vitest';
import {
  failuresOf,
  failuresWith,
  flip,
  log,
  logKey,
  makeProof,
  named,
  other,
  record,
  recordKey,
  ref,
} from '#test/made-proof.ts';
import { verifyRecord } from './verify.ts';
import type { Context, Proof, StepName } from './verify.ts';

let valid: { proof: Proof; context: Context };
beforeAll(async () => {
  valid = await makeProof();
});
const failing = (change: Partial<Proof>): Promise<StepName[]> => failuresWith(valid, change);

describe('a well-formed lie fails at its own step', () => {
  test('a member too many in the header, though sealed', async () => {
    expect(await failuresOf({ header: { crit: ['b64'] } })).toEqual(['header']);
    expect(await failuresOf({ header: { alg: 'EdDSA' } })).toEqual(['header']);
    expect(await failuresOf({ header: { typ: 'JWT' } })).toEqual(['header']);
  });
  test('padding, or stray bits at the end, of the same signature', async () => {
    const stray = valid.proof.jws.replace(/.$/, (last) => ({ A: 'B', Q: 'R', g: 'h', w: 'x' })[last] ?? last);
    expect(stray).not.toBe(valid.proof.jws);
    expect(await failing({ jws: stray })).toContain('header');
    expect(await failing({ jws: `${valid.proof.jws}==` })).toContain('header');
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
