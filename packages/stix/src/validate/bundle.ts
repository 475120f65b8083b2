import { JsonError, parseStrictJson, scanElements, type ElementLimits, type ElementRange } from '@tamga/json';
import { typeOfId, uuidVersion } from './identifiers.ts';
import type { ErrorCode, Finding, Findings, WarningCode } from './finding.ts';
import { isJsonObject, Judge, quote, type Json } from './judge.ts';
import { judgeObject, MAX_FINDINGS, type ValidateOptions } from './object.ts';
import { isPredefinedMarking } from './tables/tlp.ts';

export interface ValidateBundleOptions extends ValidateOptions {
  /** Warn of references to objects that are neither in the bundle nor predefined; default no. */
  readonly references?: boolean;
  /** Errors, and as many warnings, that are kept in all; default 20,000. */
  readonly maxAllFindings?: number;
  /** How much is read of a text; the defaults are those of readBundle. */
  readonly limits?: Partial<Pick<ElementLimits, 'maxBytes' | 'maxDepth' | 'maxValues' | 'maxElements'>>;
}

/** Members of a bundle (STIX 2.1 §8.1). */
const MEMBERS: ReadonlySet<string> = new Set(['type', 'id', 'objects']);

/** An object of the bundle, or why its JSON cannot be used. */
type Element = { readonly value: unknown } | { readonly fault: string };

/** The objects of a bundle, each read when it is asked for, so that of a large text only one is in memory as a value. */
interface Elements {
  readonly length: number;
  readonly at: (index: number) => Element;
}

const elementsOf = (objects: readonly unknown[]): Elements => ({
  length: objects.length,
  at: (index) => ({ value: objects[index] }),
});

/**
 * Judges a bundle by STIX 2.1, given as JSON text or parsed; a text may be one object alone. Paths begin at the bundle:
 * `/objects/3/name`. Never throws: a text that is no JSON is an error with the code `not-json`.
 */
export function validateBundle(input: unknown, options: ValidateBundleOptions = {}): Findings {
  if (!(input instanceof Uint8Array)) {
    if (isJsonObject(input) && input.type !== 'bundle') return new Collector(options).judgeAlone(input);
    return new Collector(options).judge(input, isJsonObject(input) ? input.objects : undefined);
  }
  try {
    return validateText(input, options);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return notJson('', error.message);
  }
}

const notJson = (path: string, message: string): Findings => ({
  errors: [{ path, code: 'not-json', clause: 'STIX 2.1 §1.2.10', message }],
  warnings: [],
  truncated: false,
});

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function validateText(bytes: Uint8Array, options: ValidateBundleOptions): Findings {
  const { maxBytes = 256 << 20, maxDepth = 64, maxValues = 64_000_000, maxElements = 1_000_000 } = options.limits ?? {};
  const limits = { maxBytes, maxDepth, maxValues, maxElements, numbers: 'safe' } as const;
  const { isObject, members, elements } = scanElements(bytes, 'objects', limits);
  if (!isObject) return notJson('', 'the text is no JSON object');
  if (members.get('type') !== 'bundle') return validateBundle(parseStrictJson(bytes, limits), options);
  const bundle = Object.fromEntries(members);
  if (elements === null) return new Collector(options).judge(bundle, bundle.objects);
  const at = (index: number): Element => {
    const { start, end, error } = elements[index] as ElementRange;
    if (error !== undefined) return { fault: error.message };
    return { value: JSON.parse(decoder.decode(bytes.subarray(start, end))) as unknown };
  };
  return new Collector(options).judge(bundle, [], { length: elements.length, at });
}

/**
 * Judges what a bundle says of itself (STIX 2.1 §8.1). `members`: those of the bundle besides its objects; `count`: how many objects are in it, null
 * where it has no list of them.
 */
export function validateEnvelope(
  members: ReadonlyMap<string, unknown>,
  count: number | null,
  { maxFindings = MAX_FINDINGS }: Pick<ValidateOptions, 'maxFindings'> = {},
): Findings {
  const judge = new Judge('', maxFindings);
  judgeEnvelope(Object.fromEntries(members), count === null ? undefined : [], count ?? 0, judge);
  return { errors: judge.errors, warnings: judge.warnings, truncated: judge.truncated };
}

/** Gathers the findings about a bundle and its objects. */
class Collector {
  readonly #options: ValidateBundleOptions;
  readonly #errors: Finding<ErrorCode>[] = [];
  readonly #warnings: Finding<WarningCode>[] = [];
  readonly #max: number;
  #truncated = false;

  constructor(options: ValidateBundleOptions) {
    this.#options = options;
    this.#max = options.maxAllFindings ?? 20_000;
  }

  judgeAlone(value: unknown): Findings {
    this.#with('', (judge) => judgeObject(value, judge, this.#options, false));
    return this.#findings();
  }

  /** @param elements the objects where they are not yet values */
  judge(bundle: unknown, objects: unknown, elements = elementsOf(Array.isArray(objects) ? objects : [])): Findings {
    this.#with('', (judge) => judgeEnvelope(bundle, objects, elements.length, judge));
    const ids = this.#options.references === true ? identifiersOf(elements) : undefined;
    const versions: Versions = new Map();
    for (let index = 0; index < elements.length; index++) {
      this.#with(`/objects/${index}`, (judge) => {
        const element = elements.at(index);
        if ('fault' in element) return judge.error('not-json', element.fault, '1.2.10');
        if (ids !== undefined) judge.resolves = (id) => ids.has(id) || isPredefinedMarking(id);
        judgeObject(element.value, judge, this.#options, true);
        judgeRepetition(element.value, versions, judge);
      });
    }
    return this.#findings();
  }

  #with(base: string, act: (judge: Judge) => void): void {
    const judge = new Judge(base, this.#options.maxFindings ?? MAX_FINDINGS);
    act(judge);
    this.#truncated ||= judge.truncated;
    this.#keep(this.#errors, judge.errors);
    this.#keep(this.#warnings, judge.warnings);
  }

  #keep<T>(all: T[], found: readonly T[]): void {
    for (const one of found) {
      if (all.length < this.#max) all.push(one);
      else this.#truncated = true;
    }
  }

  #findings(): Findings {
    return { errors: this.#errors, warnings: this.#warnings, truncated: this.#truncated };
  }
}

function judgeEnvelope(bundle: unknown, objects: unknown, count: number, judge: Judge): void {
  judge.clause = '8.1';
  if (!isJsonObject(bundle)) return judge.error('not-an-object', `${quote(bundle)} is no object`);
  if (bundle.type !== 'bundle') judge.error('type-name', 'the type must be bundle');
  judgeBundleId(bundle, judge);
  if (objects !== undefined && !Array.isArray(objects)) judge.error('wrong-type', 'objects is no list');
  else if (objects !== undefined && count === 0) judge.error('empty', 'objects is an empty list', '2.12');
  for (const name of Object.keys(bundle)) {
    if (MEMBERS.has(name)) continue;
    judge.enter(name);
    if (name === 'spec_version' && bundle[name] === '2.0') judge.warn('other-version', 'this is a bundle of STIX 2.0');
    else judge.warn('extensions-use', `${quote(name)} is no property of a bundle`);
    judge.leave();
  }
}

function judgeBundleId({ id }: Json, judge: Judge): void {
  if (id === undefined) return judge.error('missing', 'id is required');
  judge.enter('id');
  if (typeof id !== 'string' || typeOfId(id) !== 'bundle') {
    judge.error('identifier', `${quote(id)} is not bundle--<UUID>`, '2.9');
  } else if (uuidVersion(id) !== 4) judge.warn('uuid-check', 'the id should have a UUID of version 4', '2.9');
  judge.leave();
}

/** What was seen of the objects: by id the one version, or all of them once there are two. */
type Versions = Map<string, string | Set<string>>;

/** Two versions of one object differ in `modified` (STIX 2.1 §3.2, §3.6). */
function judgeRepetition(value: unknown, versions: Versions, judge: Judge): void {
  if (!isJsonObject(value)) return;
  const { id, modified } = value;
  if (typeof id !== 'string' || typeof modified !== 'string') return;
  const seen = versions.get(id);
  if (seen === undefined) return void versions.set(id, modified);
  const all = typeof seen === 'string' ? new Set([seen]) : seen;
  if (all.has(modified)) judge.warn('duplicate-ids', 'another object has the same id and modified', '3.6');
  versions.set(id, all.add(modified));
}

function identifiersOf(elements: Elements): ReadonlySet<unknown> {
  const ids = new Set<unknown>();
  for (let index = 0; index < elements.length; index++) {
    const element = elements.at(index);
    if ('value' in element && isJsonObject(element.value)) ids.add(element.value.id);
  }
  return ids;
}
