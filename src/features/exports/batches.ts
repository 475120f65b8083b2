export const rowsAtOnce = 500;
const bytesAtOnce = 8 * 1024 * 1024;

/** Runs of rows whose bodies fit into memory together. */
export function* batchesOf<T extends { bytes: number }>(rows: readonly T[]): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (batch.length > 0 && (bytes + row.bytes > bytesAtOnce || batch.length >= rowsAtOnce)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(row);
    bytes += row.bytes;
  }
  if (batch.length > 0) yield batch;
}
