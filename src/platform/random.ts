import { randomFillSync } from 'node:crypto';
import type { RandomBytes } from './ids.ts';

const poolBytes = 4096;

/** Secure random bytes, drawn from the system 4 KiB at a time: a record takes some dozens of them. Each byte is given once. */
export function createRandom(): RandomBytes {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  return (length) => {
    if (length > poolBytes / 4) return randomFillSync(Buffer.alloc(length));
    if (used + length > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    const given = Uint8Array.from(pool.subarray(used, used + length));
    pool.fill(0, used, used + length); // what was given is a secret of somebody else's now
    used += length;
    return given;
  };
}
