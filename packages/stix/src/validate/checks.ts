import { typeLength } from './identifiers.ts';
import { compareInstants, isTimestamp } from '../timestamps.ts';
import { FORMATS } from './formats.ts';
import { isJsonObject, quote, type Json, type Judge } from './judge.ts';
import type { Kind, Target } from './kinds.ts';
import { VOCABULARIES } from './vocabularies.ts';

export type Check = (value: unknown, judge: Judge) => void;

/** Nesting of one object below which nothing is looked at. */
const MAX_DEPTH = 64;

type Leaf = Exclude<Kind['is'], 'list' | 'dictionary' | 'hashes' | 'struct' | 'extensions' | 'checked'>;

/** The check of a kind that holds no other kinds. */
export function leafCheck(kind: Extract<Kind, { is: Leaf }>): Check {
  switch (kind.is) {
    case 'any':
      return checkAny;
    case 'boolean':
      return (value, judge) => {
        if (typeof value !== 'boolean') judge.error('wrong-type', `${quote(value)} is no boolean`, '2.2');
      };
    case 'text':
      return kind.format === undefined ? checkText : formatCheck(kind.format);
    case 'number':
      return numberCheck(kind);
    case 'timestamp':
      return timestampCheck(kind.precision);
    case 'reference':
      return referenceCheck(kind.to);
    case 'open':
      return openCheck(kind.vocabulary);
    case 'enum':
      return enumCheck(new Set(kind.values), kind.clause);
  }
}

/** What the value of every property must be like: no null (§2), no empty list (§2.12), not too deep. */
export function checkAny(value: unknown, judge: Judge): void {
  if (value === null) judge.error('wrong-type', 'null is no STIX value', '2');
  else if (Array.isArray(value) && value.length === 0) judge.error('empty', 'an empty list', '2.12');
  else if (typeof value === 'object') checkInside(value, judge);
}

/** What is within a value of a form that nobody knows here: its depth, and of observables the keys (§2.3). */
function checkInside(value: object, judge: Judge): void {
  if (judge.depth > MAX_DEPTH) return judge.error('too-deep', `more than ${MAX_DEPTH} levels`, '2');
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (isContainer(value[i])) checkMember(i, value[i] as object, judge);
    return;
  }
  for (const name in value) {
    if (judge.isObservable && /[A-Z]/.test(name)) {
      judge.enter(name);
      judge.warn('observable-dictionary-keys', `the key ${quote(name)} should be lower case`, '2.3');
      judge.leave();
    }
    const member = (value as Json)[name];
    if (isContainer(member)) checkMember(name, member, judge);
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function checkMember(step: string | number, member: object, judge: Judge): void {
  judge.enter(step);
  checkInside(member, judge);
  judge.leave();
}

function checkText(value: unknown, judge: Judge): void {
  if (typeof value !== 'string') judge.error('wrong-type', `${quote(value)} is no string`);
}

function formatCheck(name: keyof typeof FORMATS): Check {
  const { what, test } = FORMATS[name];
  return (value, judge) => {
    if (typeof value !== 'string') judge.error('wrong-type', `${quote(value)} is no string`);
    else if (!test(value)) judge.error('format', `${quote(value)} is no ${what}`);
  };
}

function numberCheck({ integer, min = -Infinity, max = Infinity }: Extract<Kind, { is: 'number' }>): Check {
  const clause = integer ? '2.10' : '2.6';
  return (value, judge) => {
    if (typeof value !== 'number' || (integer && !Number.isInteger(value))) {
      judge.error('wrong-type', `${quote(value)} is no ${integer ? 'integer' : 'number'}`, clause);
    } else if (value < min || value > max) judge.error('range', `${value} is not between ${min} and ${max}`);
  };
}

function timestampCheck(precision: 'milliseconds' | 'seconds' | undefined): Check {
  return (value, judge) => {
    if (typeof value !== 'string') judge.error('wrong-type', `${quote(value)} is no timestamp`, '2.16');
    else if (!isTimestamp(value)) {
      judge.error('timestamp', `${quote(value)} is no UTC timestamp as in 2016-01-20T12:31:12.123Z`, '2.16.1');
    } else if (precision === 'milliseconds' && value.length < 24) {
      judge.error('timestamp', `${quote(value)} has less than milliseconds`, '3.2');
    } else if (precision === 'seconds' && value.length !== 20) {
      judge.error('timestamp', `${quote(value)} is not precise to the second`);
    }
  };
}

/** Whether the first property is later than the second, or as late; undefined when one of them is absent or no timestamp. */
export function isLater(later: unknown, earlier: unknown, strict: boolean): boolean | undefined {
  if (typeof later !== 'string' || typeof earlier !== 'string') return undefined;
  if (!isTimestamp(later) || !isTimestamp(earlier)) return undefined;
  const order = compareInstants(later, earlier);
  return strict ? order > 0 : order >= 0;
}

function referenceCheck(to: Target): Check {
  const isAllowed = targetTest(to);
  return (value, judge) => {
    if (typeof value !== 'string') return judge.error('wrong-type', `${quote(value)} is no identifier`, '2.9');
    if (judge.container !== undefined) return checkLocal(value, judge, isAllowed);
    const length = typeLength(value);
    if (length === 0) judge.error('identifier', `${quote(value)} is not <type>--<UUID>`, '2.9');
    else if (!isAllowed(value, length)) {
      judge.error('reference-type', `a reference to ${quote(value.slice(0, length))} is not allowed here`);
    } else if (judge.resolves?.(value) === false) {
      judge.warn('unresolved-reference', `${quote(value)} is not here`, '3.3');
    }
  };
}

/** Whether the type that begins a text, of this length, is a target. */
type TargetTest = (text: string, length: number) => boolean;

function targetTest(to: Target): TargetTest {
  if (to === 'any') return () => true;
  const isExcluded = 'not' in to;
  const types = 'not' in to ? to.not : to;
  return (text, length) => {
    for (const type of types) if (type.length === length && text.startsWith(type)) return !isExcluded;
    return isExcluded;
  };
}

/** A reference within a container names a key of it (§2.13). */
function checkLocal(key: string, judge: Judge, isAllowed: TargetTest): void {
  const container = judge.container ?? {};
  const target = Object.hasOwn(container, key) ? container[key] : undefined;
  if (!isJsonObject(target)) return judge.error('unresolved', `${quote(key)} is no key of this container`, '2.13');
  const { type } = target;
  if (typeof type !== 'string' || !isAllowed(type, type.length)) {
    judge.error('reference-type', `a reference to ${quote(type)} is not allowed here`);
  }
}

function openCheck(name: keyof typeof VOCABULARIES): Check {
  const { values, code, clause } = VOCABULARIES[name];
  return (value, judge) => {
    if (typeof value !== 'string') return judge.error('wrong-type', `${quote(value)} is no string`, '2.14');
    if (values.has(value)) return;
    judge.warn(code, `${quote(value)} is not in the vocabulary`, clause);
    if (/[A-Z_ ]/.test(value)) {
      judge.warn('open-vocab-format', `${quote(value)} should be lower case with hyphens between words`, '2.14');
    }
  };
}

function enumCheck(values: ReadonlySet<unknown>, clause: string): Check {
  return (value, judge) => {
    if (!values.has(value)) judge.error('enum', `${quote(value)} is none of ${[...values].join(', ')}`, clause);
  };
}
