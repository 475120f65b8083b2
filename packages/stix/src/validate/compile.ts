import { checkAny, leafCheck, type Check } from './checks.ts';
import { extensionsCheck } from './extensions.ts';
import { hashesCheck } from './hashes.ts';
import { isJsonObject, quote, type Json, type Judge } from './judge.ts';
import type { Kind, KeyRule, Properties, Struct } from './kinds.ts';
import { checkOther } from './others.ts';
import { ruleCheck, type RuleCheck } from './rules.ts';

/** One property of a table, ready to run. */
export interface CompiledProperty {
  readonly check: Check;
  readonly required: boolean;
  readonly clause: string;
}

/** A table, ready to run. */
export interface CompiledTable {
  readonly clause: string;
  readonly properties: ReadonlyMap<string, CompiledProperty>;
  readonly required: readonly string[];
  readonly rules: readonly RuleCheck[];
}

/** Tables become closures once, when the package is loaded. */
export function compileTable({ clause, properties, rules = [] }: Struct): CompiledTable {
  return {
    clause,
    properties: compileProperties(properties, clause),
    required: Object.keys(properties).filter((name) => properties[name]?.required === true),
    rules: rules.map(ruleCheck),
  };
}

export function compileProperties(properties: Properties, clause: string): Map<string, CompiledProperty> {
  return new Map(
    Object.entries(properties).map(([name, kind]) => [
      name,
      { check: compile(kind), required: kind.required === true, clause },
    ]),
  );
}

/** Tells of the required properties that are absent. */
export function reportMissing(value: Json, required: readonly string[], judge: Judge, clause: string): void {
  for (const name of required) {
    if (value[name] === undefined) judge.error('missing', `${name} is required`, clause);
  }
}

export function compile(kind: Kind): Check {
  switch (kind.is) {
    case 'list':
      return listCheck(compile(kind.of), kind.min);
    case 'dictionary':
      return dictionaryCheck(compile(kind.of), kind.keys);
    case 'hashes':
      return hashesCheck(kind.onlyKnown);
    case 'struct':
      return structCheck(kind.struct);
    case 'extensions':
      return extensionsCheck(new Map(Object.entries(kind.known).map(([name, known]) => [name, structCheck(known)])));
    case 'checked':
      return kind.check;
    case 'any':
    case 'boolean':
    case 'text':
    case 'number':
    case 'timestamp':
    case 'reference':
    case 'open':
    case 'enum':
      return leafCheck(kind);
  }
}

function listCheck(check: Check, min: number): Check {
  return (value, judge) => {
    if (!Array.isArray(value)) return judge.error('wrong-type', `${quote(value)} is no list`, '2.12');
    if (value.length < min) judge.error('empty', `a list of ${value.length} where ${min} or more are needed`, '2.12');
    for (let i = 0; i < value.length; i++) {
      judge.enter(i);
      check(value[i], judge);
      judge.leave();
    }
  };
}

const KEY = /^[A-Za-z0-9_-]{1,250}$/;

function dictionaryCheck(check: Check, { pattern = KEY, forbidden = [], suggested }: KeyRule = {}): Check {
  return (value, judge) => {
    if (!isJsonObject(value)) return judge.error('wrong-type', `${quote(value)} is no dictionary`, '2.3');
    let isEmpty = true;
    for (const name of Object.keys(value)) {
      isEmpty = false;
      judge.enter(name);
      if (!pattern.test(name)) judge.error('dictionary-key', `${quote(name)} is no key here`, '2.3');
      else if (forbidden.includes(name)) judge.error('dictionary-key', `${name} has a property of its own`);
      else if (suggested?.test(name) === false) judge.warn(suggested.code, `${quote(name)} is not in the registry`);
      check(value[name], judge);
      judge.leave();
    }
    if (isEmpty) judge.error('empty', 'an empty dictionary', '2.3');
  };
}

function structCheck(struct: Struct): Check {
  const { clause, properties, required, rules } = compileTable(struct);
  const others = struct.others ?? 'allow';
  return (value, judge) => {
    const outer = judge.clause;
    judge.clause = clause;
    if (isJsonObject(value)) {
      for (const name of Object.keys(value)) {
        const property = properties.get(name);
        judge.enter(name);
        if (property !== undefined) property.check(value[name], judge);
        else if (others === 'refuse') judge.error('property-name', `${quote(name)} is no property here`);
        else if (others === 'allow') checkAny(value[name], judge);
        else {
          checkOther(name, value[name], judge);
          judge.warn('extensions-use', `${quote(name)} should be defined by an extension`, '11.1');
        }
        judge.leave();
      }
      reportMissing(value, required, judge, clause);
      for (const rule of rules) rule(value, judge);
    } else judge.error('wrong-type', `${quote(value)} is no object`);
    judge.clause = outer;
  };
}
