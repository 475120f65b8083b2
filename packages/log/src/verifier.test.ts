import { afterEach, test, vi } from 'vitest';
import { expectRejection } from '../test/refusals.ts';
import { CHECKPOINT, LOG_KEY } from '../test/vectors.ts';
import { createVerifier, openNote } from './index.ts';

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
