import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { JsonError } from './json-error.ts';
import type { ElementLimits } from './limits.ts';
import { Scanner, type ValueWatcher } from './scanner.ts';
import { decodeUtf8 } from './strings.ts';

/** One element of the array: its bytes are [start, end) of the text. */
export interface ElementRange {
  readonly start: number;
  readonly end: number;
  /** The first rule that something inside this element breaks; its value must then not be used. */
  readonly error?: JsonError;
}

/** What {@link scanElements} found. */
export interface ScannedElements {
  /** False when the text is not an object: then there are no members and no elements. */
  readonly isObject: boolean;
  /** The other members of the top-level object, parsed. */
  readonly members: ReadonlyMap<string, unknown>;
  /** The elements in order, or null when the member is absent or is no array (then it is among `members`). */
  readonly elements: readonly ElementRange[] | null;
}

/**
 * Splits a text of the form `{ …, "<member>": [element, …], … }` without building its values.
 *
 * Each element is judged alone: a broken rule (duplicate or forbidden member, depth, lone surrogate, unsafe number) is kept with
 * it and the rest is read on. `maxDepth` counts within each element, so an element is judged alike inside and outside of a
 * collection. What breaks grammar, UTF-8, `maxBytes`, `maxValues` or `maxElements`, or lies outside the elements, stops the whole.
 *
 * @throws JsonError
 */
export function scanElements(bytes: Uint8Array, member: string, limits: ElementLimits): ScannedElements {
  const { value, done } = scanElementsInSteps(bytes, member, limits, Infinity).next();
  if (done !== true) throw new Error('a step of the whole text was not the last one');
  return value;
}

/**
 * {@link scanElements}, yielding after about `stepBytes` each, so that whoever has other work to do can do it in between.
 *
 * @throws JsonError
 */
export function* scanElementsInSteps(
  bytes: Uint8Array,
  member: string,
  limits: ElementLimits,
  stepBytes: number,
): Generator<undefined, ScannedElements, undefined> {
  // The elements lie two levels down: in the array, in the object.
  const scanner = new Scanner(bytes, { ...limits, maxDepth: limits.maxDepth + 2 });
  const text = scanner.bytes;
  const members = new Map<string, unknown>();
  let elements: ElementRange[] | null = null;
  let isObject = false;
  let inElements = false;
  let count = 0;
  const maxElements = limits.maxElements ?? Infinity;
  const starts = [0, 0, 0];

  const watcher: ValueWatcher = {
    below: 3,
    begin(depth, offset) {
      starts[depth] = offset;
      if (depth === 0) isObject = text[offset] === OPEN_BRACE;
      else if (depth === 1 && isObject && text[offset] === OPEN_BRACKET && scanner.lastName() === member) {
        inElements = true;
        elements = [];
      } else if (depth === 2 && inElements) {
        if (++count > maxElements) throw new JsonError('too-many', offset);
        scanner.contained = true;
      }
    },
    end(depth, offset) {
      const start = starts[depth] as number;
      if (depth === 2 && inElements) {
        elements?.push(
          scanner.fault === undefined ? { start, end: offset } : { start, end: offset, error: scanner.fault },
        );
        scanner.contained = false;
        scanner.fault = undefined;
      } else if (depth === 1 && inElements) inElements = false;
      else if (depth === 1 && isObject) {
        members.set(scanner.lastName(), JSON.parse(decodeUtf8(text.subarray(start, offset))) as unknown);
      }
    },
  };
  for (let until = stepBytes; !scanner.runTo(until, watcher); until += stepBytes) yield;
  return { isObject, members, elements };
}
