import { JsonError, parseStrictJson, scanElementsInSteps, type ElementRange, type JsonErrorCode } from '@tamga/json';
import { contentDigest } from './digest.ts';
import { validateEnvelope } from './validate/bundle.ts';
import type { Findings } from './validate/finding.ts';
import { typeOfId } from './validate/identifiers.ts';
import { judgeValue, type CommonProperties, type ValueFault } from './judge-value.ts';
import { runSteps } from './run-steps.ts';
import { StixError } from './stix-error.ts';
import { instantKey } from './timestamps.ts';
import type { StixValue } from './types.ts';
import { versionOf } from './versions.ts';

/** How much is read; what is left out has the default. */
export interface BundleLimits {
  /** The whole text in bytes; default 256 MiB. */
  readonly maxBytes?: number;
  /** Nesting within one object; default 64. */
  readonly maxDepth?: number;
  /** Objects of the bundle; default 1,000,000. */
  readonly maxObjects?: number;
  /** One object in bytes; default 4 MiB. */
  readonly maxObjectBytes?: number;
  /** JSON values of all objects together; default 64 million. */
  readonly maxValues?: number;
}

/** One object that was read. Its source is `bytes.subarray(start, end)`, byte for byte. */
export interface StixObject extends CommonProperties {
  /** Position among the elements of the bundle, refused ones counted. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly value: StixValue;
}

/**
 * Why one object was left out: a fault of its JSON or of its common properties, its size, or another object of the bundle with the
 * same id and version: the same once more (`duplicate`), or with other content (`conflicting`; the first one is kept).
 */
export type RefusalCode = JsonErrorCode | ValueFault | 'object-too-large' | 'duplicate' | 'conflicting';

export interface RefusedObject {
  readonly index: number;
  readonly id?: string;
  readonly code: RefusalCode;
  readonly why: string;
  /** Where its text stands, when its JSON is sound: whoever wants to tell more of it can read it. */
  readonly start?: number;
  readonly end?: number;
}

export interface ReadBundle {
  /** Whether the text is a bundle, or one object alone. */
  readonly isBundle: boolean;
  /** The bundle's id, or that of the one object when the text is no bundle. */
  readonly id: string;
  /** What later imports are compared with: the id of the only `x-mitre-collection` object, else `id`. */
  readonly source: string;
  /** What is to be said of the bundle itself, apart from its objects; null when the text is no bundle. */
  readonly envelope: Findings | null;
  readonly objects: readonly StixObject[];
  readonly refused: readonly RefusedObject[];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Work between two yields: scanning takes a few milliseconds for so much, and so does reading objects. */
const SCANNED_AT_ONCE = 512 * 1024;
const READ_AT_ONCE = 128 * 1024;

/**
 * Reads a STIX 2.1 bundle, or one object alone. A bad object is refused with its reason and does not stop the others. Only JSON, type,
 * identifier and timestamps of the objects are judged here; of the bundle itself all that there is to say.
 *
 * @throws JsonError when the JSON around the objects is broken or a limit of the whole is passed.
 * @throws StixError `not-stix`
 */
export function readBundle(bytes: Uint8Array, limits: BundleLimits = {}): ReadBundle {
  return runSteps(readBundleInSteps(bytes, limits));
}

/**
 * {@link readBundle}, yielding after every few milliseconds of work.
 *
 * @throws JsonError, StixError as readBundle
 */
export function* readBundleInSteps(
  bytes: Uint8Array,
  limits: BundleLimits = {},
): Generator<undefined, ReadBundle, undefined> {
  const { maxDepth = 64, maxObjectBytes = 4 << 20, maxValues = 64_000_000 } = limits;
  const { maxBytes = 256 << 20, maxObjects: maxElements = 1_000_000 } = limits;
  const json = { maxBytes, maxDepth, maxValues, maxElements, numbers: 'safe' } as const;
  const { isObject, members, elements } = yield* scanElementsInSteps(bytes, 'objects', json, SCANNED_AT_ONCE);
  if (!isObject) throw new StixError('not-stix', 'the text is no JSON object');
  const type = members.get('type');
  const id = members.get('id');
  if (typeof type !== 'string' || typeof id !== 'string' || typeOfId(id) !== type) {
    throw new StixError('not-stix', 'the text has no type with an id of that type');
  }
  const reader = new ObjectReader(bytes, maxObjectBytes);
  if (type !== 'bundle') {
    reader.readAlone(json);
    const { objects, refused } = reader;
    return { isBundle: false, id, source: id, envelope: null, objects, refused };
  }
  if (elements === null && members.has('objects')) throw new StixError('not-stix', 'objects is no array');
  const envelope = validateEnvelope(members, elements?.length ?? null);
  let unbroken = 0;
  for (const [index, element] of (elements ?? []).entries()) {
    reader.read(element, index);
    unbroken += element.end - element.start;
    if (unbroken < READ_AT_ONCE) continue;
    yield;
    unbroken = 0;
  }
  const collections = reader.objects.filter((object) => object.type === 'x-mitre-collection');
  const source = collections.length === 1 && collections[0] !== undefined ? collections[0].id : id;
  return { isBundle: true, id, source, envelope, objects: reader.objects, refused: reader.refused };
}

/** Collects the objects of one text, and remembers their versions. */
class ObjectReader {
  readonly objects: StixObject[] = [];
  readonly refused: RefusedObject[] = [];
  readonly #bytes: Uint8Array;
  readonly #maxObjectBytes: number;
  readonly #seen = new Map<string, StixObject>();

  constructor(bytes: Uint8Array, maxObjectBytes: number) {
    this.#bytes = bytes;
    this.#maxObjectBytes = maxObjectBytes;
  }

  /** The text is one object; its rules were not judged element by element, so they are now. */
  readAlone(limits: Parameters<typeof parseStrictJson>[1]): void {
    const start = this.#bytes.findIndex((byte) => byte === 0x7b);
    const element = { start, end: this.#bytes.findLastIndex((byte) => byte === 0x7d) + 1 };
    try {
      // One that is too large is refused for that, whatever else is wrong with it.
      if (element.end - start <= this.#maxObjectBytes) parseStrictJson(this.#bytes, limits);
      this.read(element, 0);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      this.read({ ...element, error }, 0);
    }
  }

  read({ start, end, error }: ElementRange, index: number): void {
    const refuse = (code: RefusalCode, why: string, id?: string): void => {
      this.refused.push({ index, ...(id !== undefined && { id }), code, why });
    };
    if (error !== undefined) return refuse(error.code, error.message);
    if (end - start > this.#maxObjectBytes) {
      return refuse('object-too-large', `${end - start} bytes; at most ${this.#maxObjectBytes} are read`);
    }
    const verdict = judgeValue(JSON.parse(decoder.decode(this.#bytes.subarray(start, end))));
    if (!verdict.ok) {
      const { code, why, id } = verdict;
      return void this.refused.push({ index, ...(id !== undefined && { id }), code, why, start, end });
    }
    const object: StixObject = { index, ...verdict.common, start, end, value: verdict.value };

    const key = `${object.id} ${instantKey(versionOf(object))}`;
    const first = this.#seen.get(key);
    if (first !== undefined) {
      return contentDigest(first.value) === contentDigest(object.value)
        ? refuse('duplicate', `the same as object ${first.index}`, object.id)
        : refuse('conflicting', `other content than object ${first.index} of the same version`, object.id);
    }
    this.#seen.set(key, object);
    this.objects.push(object);
  }
}
