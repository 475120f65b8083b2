import { LogError } from './errors.ts';

/** Tree sizes and indexes are JavaScript numbers, exact up to 2^53 − 1; whatever is larger is refused, never rounded. */
export function checkSize(size: number, what = 'size'): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new LogError('bad-size', `${what} is not a whole number from 0 to 2^53 - 1`);
  }
}

/** ASCII decimal without sign or leading zero; null when it is anything else. Sizes beyond 2^53 − 1 throw `bad-size`. */
export function parseSize(text: string): number | null {
  if (!/^(?:0|[1-9][0-9]{0,19})$/.test(text)) return null;
  const size = Number(text);
  checkSize(size, 'a decimal');
  return size;
}
