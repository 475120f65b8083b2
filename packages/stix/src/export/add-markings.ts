import { memberRange } from '@tamga/json';
import { StixError } from '../stix-error.ts';
import type { StixValue } from '../types.ts';

const MEMBER = 'object_marking_refs';
const encoder = new TextEncoder();

/**
 * The text of an object with these markings added at the end of its list; every other byte stays as it is. Without any to add it is
 * the text itself. The text must have been read as a STIX object before.
 *
 * @throws StixError `not-stix` where the object's own list of markings is none
 */
export function addMarkings(text: Uint8Array, refs: readonly string[]): Uint8Array {
  if (refs.length === 0) return text;
  const added = refs.map((ref) => JSON.stringify(ref)).join(',');
  const range = memberRange(text, `/${MEMBER}`);
  if (range === undefined) {
    const close = memberRange(text, '')!.end - 1; // its closing brace; an object has a type and an id, so a comma goes before
    return spliced(text, close, `,"${MEMBER}":[${added}]`);
  }
  const [first, last] = [text[range.start], text[range.end - 1]];
  if (first !== 0x5b || last !== 0x5d) throw new StixError('not-stix', `${MEMBER} is no array`);
  const isEmpty = memberRange(text, `/${MEMBER}/0`) === undefined;
  return spliced(text, range.end - 1, `${isEmpty ? '' : ','}${added}`);
}

function spliced(text: Uint8Array, at: number, insert: string): Uint8Array {
  const bytes = encoder.encode(insert);
  const result = new Uint8Array(text.length + bytes.length);
  result.set(text.subarray(0, at));
  result.set(bytes, at);
  result.set(text.subarray(at), at + bytes.length);
  return result;
}

/**
 * What an object may have been before some of these markings were added to it: one value for each number of them that can be taken
 * from the end of its list, the fewest first, and at last without the list; none where its list ends otherwise.
 */
export function* beforeMarkings(value: StixValue, added: ReadonlySet<string>): Generator<StixValue> {
  const { [MEMBER]: refs, ...rest } = value;
  if (!Array.isArray(refs)) return;
  for (let kept = refs.length - 1; kept >= 0 && added.has(refs[kept] as string); kept -= 1) {
    yield { ...rest, [MEMBER]: refs.slice(0, kept) };
    if (kept === 0) yield rest;
  }
}
