/** Many byte strings as one parameter. In SQL each is `substring(bytes from start for length)`, null where it was null. */
export type Pack = { bytes: Buffer; starts: number[]; lengths: (number | null)[] };

/**
 * An array of bytea travels as hexadecimal text that is written and read character by character, which costs more than
 * storing it; one bytea travels in binary.
 */
export function packBytes(items: readonly (Uint8Array | null)[]): Pack {
  const starts: number[] = [];
  let start = 1;
  for (const item of items) {
    starts.push(start);
    start += item?.length ?? 0;
  }
  return {
    bytes: Buffer.concat(items.filter((item) => item !== null)),
    starts,
    lengths: items.map((item) => item?.length ?? null),
  };
}
