import type { JsonLimits } from './limits.ts';
import { Scanner } from './scanner.ts';
import { decodeUtf8 } from './strings.ts';

/**
 * Checks in one pass that the bytes are one strict I-JSON text (RFC 7493 §2): well-formed UTF-8 without a byte order mark,
 * the grammar of RFC 8259, no member name twice (escapes resolved), no lone surrogate, nothing beyond the limits, and no member
 * `__proto__`, which some readers take for the prototype. Noncharacters (U+FFFE and the like) are let through: they are well
 * formed and every reader understands them alike.
 *
 * @throws JsonError with the byte offset and JSON pointer of the first fault.
 */
export function scanJson(bytes: Uint8Array, limits: JsonLimits): void {
  new Scanner(bytes, limits).run();
}

/**
 * The value of a text that passes {@link scanJson}.
 *
 * @throws JsonError as scanJson does.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  scanJson(bytes, limits);
  return JSON.parse(decodeUtf8(bytes)) as unknown;
}

/**
 * {@link parseStrictJson}, yielding after about `stepBytes` that were checked each; the value is then made in one step.
 *
 * @throws JsonError
 */
export function* parseStrictJsonInSteps(
  bytes: Uint8Array,
  limits: JsonLimits,
  stepBytes: number,
): Generator<undefined, unknown, undefined> {
  const scanner = new Scanner(bytes, limits);
  for (let until = stepBytes; !scanner.runTo(until); until += stepBytes) yield;
  yield;
  return JSON.parse(decodeUtf8(bytes)) as unknown;
}
