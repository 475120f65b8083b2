import { afterEach, expect, test, vi } from 'vitest';
import { expectRejection } from '../test/refusals.ts';
import { CHECKPOINT, LOG_KEY, LOG_LINE } from '../test/vectors.ts';
import { createVerifier, openNote, parseSignatureLine } from './index.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('where there is no WebCrypto a signature is not called wrong, but uncheckable', async () => {
  vi.stubGlobal('crypto', {});
  await expectRejection(openNote(CHECKPOINT, [createVerifier(LOG_KEY)]), 'unsupported-key');
});

test('where WebCrypto has no Ed25519 a signature is not called wrong, but uncheckable', async () => {
  const importKey = () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
  vi.stubGlobal('crypto', { subtle: { importKey } });
  await expectRejection(openNote(CHECKPOINT, [createVerifier(LOG_KEY)]), 'unsupported-key');
});

test('non-canonical signatures are refused before WebCrypto is asked, however lax it is', async () => {
  vi.stubGlobal('crypto', { subtle: { importKey: async () => ({}), verify: async () => true } });
  const verifier = createVerifier(LOG_KEY);
  const { signature } = parseSignatureLine(LOG_LINE);
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const order = [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14];
  const l = [...order, ...Array<number>(15).fill(0), 0x10];
  const verify = async (...bytes: number[]) => verifier.verify(new Uint8Array(0), Uint8Array.from(bytes));
  expect(await verify(...r, ...s)).toBe(true);
  expect(await verify(...r, l[0]! - 1, ...l.slice(1))).toBe(true); // S = L - 1
  expect(await verify(...r, ...l)).toBe(false);
  expect(await verify(...r, ...Array<number>(32).fill(0xff))).toBe(false);
  expect(await verify(1, ...Array<number>(31).fill(0), ...s)).toBe(false); // R of order 1
  expect(await verify(0xee, ...Array<number>(30).fill(0xff), 0x7f, ...s)).toBe(false); // R = 1 + p
  expect(await verify(...r, ...s, 0)).toBe(false);
});
