import { LogError } from './errors.ts';
import { TILE_WIDTH } from './tile.ts';

const MAX_ENTRY_BYTES = 0xffff;

/**
 * An entry bundle: for each of 1 … 256 entries its length as a big-endian uint16, then its bytes. Source: C2SP tlog-tiles.
 * @param entries leaf data (not leaf hashes), each at most 65,535 bytes
 * @throws LogError `bad-entries`
 */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  checkCount(entries.length);
  const bundle = new Uint8Array(entries.reduce((bytes, entry) => bytes + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES)
      throw new LogError('bad-entries', `an entry of ${entry.length} bytes is over 65535`);
    bundle[at] = entry.length >> 8;
    bundle[at + 1] = entry.length;
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/**
 * Reads an entry bundle to its last byte.
 * @returns copies of the leaf data, in order
 * @throws LogError `bad-entries`
 */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length;) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    const end = at + 2 + (((high ?? 0) << 8) | (low ?? 0));
    if (low === undefined || end > bundle.length) throw new LogError('bad-entries', 'the bundle ends inside an entry');
    entries.push(new Uint8Array(bundle.subarray(at + 2, end))); // slice() of a Node Buffer is a view
    checkCount(entries.length);
    at = end;
  }
  checkCount(entries.length);
  return entries;
}

function checkCount(count: number): void {
  if (count < 1 || count > TILE_WIDTH) throw new LogError('bad-entries', 'a bundle holds 1 to 256 entries');
}
