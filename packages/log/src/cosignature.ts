import { parseCheckpoint } from './checkpoint.ts';
import { ed25519Check } from './ed25519.ts';
import { LogError } from './errors.ts';
import type { SignBytes, Signer } from './sign.ts';
import { KeyType, keyIdOf } from './verifier-key.ts';
import type { Verifier } from './verifier.ts';

// C2SP tlog-cosignature, the Ed25519 form: uint64 big-endian POSIX seconds ‖ 64 bytes of Ed25519.
const COSIGNATURE_BYTES = 72;

/**
 * A signer of type 4: it states that, at the time of signing, the checkpoint is the largest consistent one its owner has seen
 * of that log. Proving that before signing, and never signing an older one after, is the caller's part. Give it to `signNote`.
 * @param publicKey 32 bytes
 * @param sign Ed25519 over the bytes that it gets
 * @param nowMs the clock, in milliseconds since 1970 as `Date.now` gives them
 * @throws LogError `bad-key`; when signing `bad-checkpoint` or `bad-size` for a text that is no checkpoint
 */
export function cosigner(name: string, publicKey: Uint8Array, sign: SignBytes, nowMs: () => number): Signer {
  return {
    name,
    keyId: keyIdOf(name, KeyType.cosignature, publicKey),
    type: KeyType.cosignature,
    async sign(message) {
      parseCheckpoint(new TextDecoder('utf-8', { ignoreBOM: true }).decode(message));
      const seconds = Math.floor(nowMs() / 1000);
      const signature = new Uint8Array(COSIGNATURE_BYTES);
      new DataView(signature.buffer).setBigUint64(0, BigInt(seconds));
      signature.set(await sign(cosignedMessage(message, seconds)), 8);
      return signature;
    },
  };
}

/**
 * The time in a cosignature, in POSIX seconds. Only worth something when the signature verified.
 * @param signature what follows the key id: 72 bytes
 * @throws LogError `bad-signature` when it has another length or a time beyond 2^53 − 1
 */
export function cosignatureTime(signature: Uint8Array): number {
  if (signature.length !== COSIGNATURE_BYTES) throw new LogError('bad-signature', 'a cosignature is 72 bytes');
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  if (seconds > BigInt(Number.MAX_SAFE_INTEGER))
    throw new LogError('bad-signature', 'a cosignature from beyond all time');
  return Number(seconds);
}

/** Check of signatures by one cosigner's key, for `createVerifier`. */
export function cosignatureCheck(publicKey: Uint8Array): Verifier['verify'] {
  const verify = ed25519Check(publicKey);
  return async (message, signature) => {
    try {
      return await verify(cosignedMessage(message, cosignatureTime(signature)), signature.subarray(8));
    } catch (error) {
      if (error instanceof LogError && error.code === 'bad-signature') return false;
      throw error;
    }
  };
}

function cosignedMessage(text: Uint8Array, seconds: number): Uint8Array {
  const head = new TextEncoder().encode(`cosignature/v1\ntime ${seconds}\n`);
  const message = new Uint8Array(head.length + text.length);
  message.set(head);
  message.set(text, head.length);
  return message;
}
