export type ByteRange = { start: number; end: number };

/**
 * What a Range header asks of so many bytes (RFC 9110 §14.2), `end` exclusive. Undefined: all of it, for a header that is not there, asks for
 * several ranges, or is in no form that is known, which may be ignored. `none`: nothing of it is there.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '')
    return last === '0' || Number(last) === 0 ? 'none' : { start: Math.max(0, size - Number(last)), end: size };
  if (last !== '' && Number(last) < Number(first)) return undefined;
  const end = last === '' ? size : Math.min(size, Number(last) + 1);
  return Number(first) < size ? { start: Number(first), end } : 'none';
}
