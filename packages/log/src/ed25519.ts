import { importKey, verifyWith } from './web-crypto.ts';

// Little-endian: the order L of the base point (RFC 8032 §5.1) and the y of every point of order 1, 2, 4 and 8.
const ORDER = bytesOf('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
const SMALL_ORDER_Y = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map(bytesOf);
const PRIME = bytesOf('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f');

/**
 * Whether 32 bytes are the one encoding of a point, and not of one of the eight points of small order, under which one
 * signature fits many messages. Libraries differ on both, and a log that two readers judge differently is a forked log.
 * That the point lies on the curve is left to the verification.
 */
export function isStrongPoint(point: Uint8Array): boolean {
  const y = Uint8Array.from(point); // a copy: slice() of a Node Buffer is a view
  y[31]! &= 0x7f; // the top bit is the sign of x
  return (
    point.length === 32 && isBelow(y, PRIME) && !SMALL_ORDER_Y.some((weak) => !isBelow(y, weak) && !isBelow(weak, y))
  );
}

/** Whether 64 bytes are R ‖ S with R a strong point and S below L (RFC 8032 §5.1.7), so that nobody can make a second one. */
export function isCanonicalSignature(signature: Uint8Array): boolean {
  return signature.length === 64 && isStrongPoint(signature.subarray(0, 32)) && isBelow(signature.subarray(32), ORDER);
}

/** Gives a check of signatures by one key. The key is imported at first use. */
export function ed25519Check(publicKey: Uint8Array): (message: Uint8Array, signature: Uint8Array) => Promise<boolean> {
  const key = importKey('raw', publicKey, { name: 'Ed25519' });
  return async (message, signature) => {
    if (!isStrongPoint(publicKey) || !isCanonicalSignature(signature)) return false;
    return verifyWith(await key(), { name: 'Ed25519' }, signature, message);
  };
}

/** a < b for little-endian numbers of the same length. */
function isBelow(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = b.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
