import { memberRange } from '@tamga/json';

/** The object's own text, cut out of the body as the bytes that came in. */
export function sourceOf(body: Buffer): string {
  const range = memberRange(body, '/object');
  return range ? body.subarray(range.start, range.end).toString('utf8') : '';
}
