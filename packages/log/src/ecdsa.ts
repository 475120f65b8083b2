import { parseCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { LogError } from './errors.ts';
import { importKey, verifyWith } from './web-crypto.ts';

// Not for our own logs: with these two types the public logs of Rekor, Pixel and static-ct can be read too.

type Check = (message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

// SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480 §2), up to the point: 27 bytes, then x and y.
const P256_PREFIX = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';

/**
 * Type 2: ECDSA P-256 with SHA-256 over the note text, signature in DER.
 * @throws LogError `unsupported-key` for another curve
 */
export function ecdsaCheck(publicKey: Uint8Array): Check {
  const prefix = Array.from(publicKey.subarray(0, 27), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (publicKey.length !== 91 || prefix !== P256_PREFIX)
    throw new LogError('unsupported-key', 'ECDSA on a curve other than P-256');
  const key = importKey('spki', publicKey, { name: 'ECDSA', namedCurve: 'P-256' });
  return async (message, signature) => {
    const raw = rawSignature(signature);
    return raw !== null && verifyWith(await key(), { name: 'ECDSA', hash: 'SHA-256' }, raw, message);
  };
}

/**
 * Type 5: the tree head signature of RFC 6962 §3.5, in the form of C2SP static-ct-api: time (uint64, ms), hash algorithm 4 and
 * signature algorithm 3 (RFC 5246 §7.4.1.4.1), uint16 length, DER. It covers time, size and root; the origin has to be the
 * key's name, and extension lines are not covered, so a checkpoint with any is refused.
 */
export function treeHeadCheck(name: string, publicKey: Uint8Array): Check {
  const verify = ecdsaCheck(publicKey);
  return async (message, signature) => {
    const checkpoint = tryCheckpoint(message);
    const isFramed =
      signature[8] === 4 && signature[9] === 3 && signature[10] === 0 && signature[11] === signature.length - 12;
    if (checkpoint?.origin !== name || checkpoint.extensions.length > 0 || !isFramed) return false;
    const { size, root } = checkpoint;
    const head = new Uint8Array(50);
    head[1] = 1; // version v1, then signature type tree_hash
    head.set(signature.subarray(0, 8), 2);
    new DataView(head.buffer).setBigUint64(10, BigInt(size));
    head.set(root, 18);
    return verify(head, signature.subarray(12));
  };
}

function tryCheckpoint(message: Uint8Array): Checkpoint | null {
  try {
    return parseCheckpoint(new TextDecoder('utf-8', { ignoreBOM: true }).decode(message));
  } catch {
    return null;
  }
}

/** DER SEQUENCE of two INTEGERs to r ‖ s of 32 bytes each, as WebCrypto wants it; null when it is not strict DER. */
function rawSignature(der: Uint8Array): Uint8Array | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) return null;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const [first, second = 0] = number;
    const isNegative = first === undefined || first >= 0x80;
    const isPadded = first === 0 && second < 0x80;
    if (der[at] !== 0x02 || number.length !== length || isNegative || isPadded) return null;
    const digits = first === 0 ? number.subarray(1) : number;
    if (digits.length > 32) return null;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : null;
}
