import { deepEqual, equal, ok } from 'node:assert/strict';
import { JsonError, memberRange, parseStrictJson, scanElements, scanElementsInSteps, scanJson } from '@tamga/json';
import type { JsonLimits } from '@tamga/json';
import type { Dice } from '#test/simulation/dice.ts';
import { makeCollection, makeJson } from './make-json.ts';
import { mutateBytes } from './mutate.ts';
import { judgeSlowly } from './reference-json.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value of a text, read by nothing of ours; undefined where it is no UTF-8 or no JSON. */
function readByOthers(bytes: Uint8Array): { value: unknown; text: string } | undefined {
  try {
    const text = decoder.decode(bytes);
    return { value: JSON.parse(text) as unknown, text };
  } catch {
    return undefined;
  }
}

/** The error of a call that may refuse; anything else that is thrown breaks the first law. */
function refusal(bytes: Uint8Array, run: () => void): JsonError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    ok(error.offset >= 0 && error.offset <= bytes.length, `offset ${error.offset} of ${bytes.length} bytes`);
    ok(/^(?:\/(?:[^~/]|~[01])*)*$/su.test(error.path), `path ${error.path}`);
    return error;
  }
}

const limitsBy = (dice: Dice): JsonLimits => ({
  maxBytes: 1 << 20,
  maxDepth: dice.pick([2, 8, 64]) ?? 64,
  maxValues: dice.pick([10, 100_000]) ?? 100_000,
  numbers: dice.oneIn(2) ? 'safe' : 'any',
});

/** A text is taken exactly if others read it and no rule is broken, with the value that they read; otherwise for one of the reasons. */
export function lawOfScan(dice: Dice): Uint8Array {
  const made = Buffer.from(makeJson(dice));
  const bytes = dice.oneIn(2) ? made : mutateBytes(dice, made);
  judge(bytes, limitsBy(dice));
  return bytes;
}

function judge(bytes: Buffer, limits: JsonLimits): void {
  const before = Buffer.from(bytes);
  const error = refusal(bytes, () => scanJson(bytes, limits));
  ok(before.equals(bytes), 'the bytes were changed');
  const others = readByOthers(bytes);
  if (!others) return ok(error !== undefined, 'taken, and others do not read it');
  const { faults, values } = judgeSlowly(others.text, { maxDepth: limits.maxDepth, safe: limits.numbers === 'safe' });
  const expected = new Set([...faults, ...(values > limits.maxValues ? ['too-many'] : [])]);
  if (error) return ok(expected.has(error.code), `${error.message}; expected ${[...expected].join(', ') || 'nothing'}`);
  deepEqual([...expected], [], 'taken with a fault');
  deepEqual(parseStrictJson(bytes, limits), others.value);
  lawOfRanges(bytes, others.value);
}

/** Every member and element is found where it stands: its slice reads as its value. */
function lawOfRanges(bytes: Uint8Array, value: unknown, pointer = '', left = { count: 60 }): void {
  if (left.count-- <= 0) return;
  const range = memberRange(bytes, pointer);
  ok(range, `nothing at ${pointer}`);
  deepEqual(JSON.parse(decoder.decode(bytes.subarray(range.start, range.end))), value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value as Record<string, unknown>))
    lawOfRanges(bytes, child, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, left);
}

/** What a reading gives, or why it refuses. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return [error.code, error.offset, error.path];
  }
}

function inSteps(bytes: Uint8Array, limits: Parameters<typeof scanElements>[2]): unknown {
  const steps = scanElementsInSteps(bytes, 'objects', limits, 7);
  for (;;) {
    const { value, done } = steps.next();
    if (done === true) return value;
  }
}

/** Each element of a collection has its exact bytes, and is judged as it would be alone. */
export function lawOfElements(dice: Dice): Uint8Array {
  const { text, elements } = makeCollection(dice);
  const bytes = Buffer.from(text);
  const limits = { ...limitsBy(dice), maxValues: 100_000 };
  const found = scanElements(bytes, 'objects', limits);
  equal(found.isObject, true);
  equal(found.elements?.length, elements.length);
  found.elements?.forEach(({ start, end, error }, i) => {
    const slice = bytes.subarray(start, end);
    equal(slice.toString(), elements[i]);
    const alone = refusal(slice, () => scanJson(slice, limits));
    equal(error?.code, alone?.code, `element ${i}: ${error?.message} inside, ${alone?.message} alone`);
    if (error && alone) equal(error.offset - start, alone.offset);
  });
  // Broken, it is an error with a place, and never another exception; the same one in steps.
  const broken = mutateBytes(dice, bytes);
  for (const text_ of [bytes, broken])
    deepEqual(
      outcome(() => inSteps(text_, limits)),
      outcome(() => scanElements(text_, 'objects', limits)),
    );
  refusal(broken, () => {
    for (const { start, end, error } of scanElements(broken, 'objects', limits).elements ?? [])
      if (!error) JSON.parse(decoder.decode(broken.subarray(start, end)));
  });
  return broken;
}
