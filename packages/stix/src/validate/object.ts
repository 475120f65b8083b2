import { isTypeName, typeLength, uuidVersion } from './identifiers.ts';
import { reportMissing } from './compile.ts';
import { contributingValues, deterministicId } from './deterministic-id.ts';
import type { Findings } from './finding.ts';
import { isJsonObject, Judge, quote, type Json } from './judge.ts';
import { checkMarkings } from './markings.ts';
import { CUSTOM_OBJECT, CUSTOM_OBSERVABLE, OBJECT_20, tableOf, type CompiledObjectTable } from './object-tables.ts';
import { checkCustomProperty, extensionTypesOf } from './others.ts';

export interface ValidateOptions {
  /** Errors, and as many warnings, that are kept of one object; default 100. */
  readonly maxFindings?: number;
  /** Warn of observables with a UUIDv5 other than their contributing properties make (§2.9); default no, since §3.4 lets others be. */
  readonly deterministicIds?: boolean;
  /** The object stands in a bundle: without `spec_version` it is taken for one of STIX 2.0 (§3.2). `validateBundle` says so itself. */
  readonly inBundle?: boolean;
}

export const MAX_FINDINGS = 100;

/** Judges one object, as parsed from JSON, by STIX 2.1. Errors break a MUST, warnings a SHOULD. Never throws. */
export function validateObject(value: unknown, options: ValidateOptions = {}): Findings {
  const judge = new Judge('', options.maxFindings ?? MAX_FINDINGS);
  judgeObject(value, judge, options, options.inBundle === true);
  return { errors: judge.errors, warnings: judge.warnings, truncated: judge.truncated };
}

/** Judges one object where the judge stands. `inBundle`: without spec_version it is taken for one of STIX 2.0. */
export function judgeObject(value: unknown, judge: Judge, options: ValidateOptions, inBundle: boolean): void {
  judge.clause = '3.2';
  if (!isJsonObject(value)) return judge.error('not-an-object', `${quote(value)} is no object`);
  const { type } = value;
  if (type === undefined) return judge.error('missing', 'type is required');
  if (typeof type !== 'string') return judge.error('wrong-type', `the type ${quote(type)} is no string`);
  if (!isTypeName(type) || type === 'action' || type === 'bundle') {
    const why = type === 'action' ? 'is reserved' : 'cannot be the type of an object';
    judge.error(type === 'action' ? 'reserved' : 'type-name', `${quote(type)} ${why}`, '3.1');
    if (type === 'bundle') return;
  }

  const known = tableOf(type);
  judge.extensionTypes = extensionTypesOf(value);
  const table = known ?? customTable(value, judge);
  judge.isObservable = known?.category === 'observable';
  if (
    value.spec_version === '2.0' ||
    (inBundle && table.category !== 'observable' && value.spec_version === undefined)
  ) {
    judge.warn('other-version', 'this is an object of STIX 2.0: only its common properties are judged');
    return judgeProperties(value, OBJECT_20, judge, false);
  }
  if (known === undefined && !NEW_OBJECTS.some((one) => judge.extensionTypes.has(one))) {
    judge.warn('extensions-use', `the type ${quote(type)} should be defined by an extension`, '11.2');
  }
  judgeProperties(value, table, judge, known !== undefined);
  judgeId(value, table, judge, options, known !== undefined);
  checkMarkings(value, judge);
  if (type === 'observed-data' && value.objects !== undefined) judgeContainer(value.objects, judge, options);
}

const NEW_OBJECTS = ['new-sdo', 'new-sro', 'new-sco'];

/** Custom objects tell what they are by having versions, or by their extension (STIX 2.1 §11.2.1, §7.3). */
function customTable(value: Json, judge: Judge): CompiledObjectTable {
  const hasVersions = value.created !== undefined || value.modified !== undefined;
  const isObject = judge.extensionTypes.has('new-sdo') || judge.extensionTypes.has('new-sro');
  return hasVersions || isObject ? CUSTOM_OBJECT : CUSTOM_OBSERVABLE;
}

function judgeProperties(value: Json, table: CompiledObjectTable, judge: Judge, isKnownType: boolean): void {
  for (const name in value) {
    const property = table.properties.get(name);
    if (property === undefined) {
      judge.clause = table.clause;
      checkCustomProperty(name, value[name], judge, isKnownType);
      continue;
    }
    judge.clause = property.clause;
    judge.enter(name);
    property.check(value[name], judge);
    judge.leave();
  }
  // Observables in a container may have its key instead of an identifier (§2.13).
  const required = judge.container === undefined ? table.required : table.required.filter((name) => name !== 'id');
  reportMissing(value, required, judge, table.clause);
  judge.clause = table.clause;
  for (const rule of table.rules) rule(value, judge);
}

function judgeId(
  value: Json,
  table: CompiledObjectTable,
  judge: Judge,
  options: ValidateOptions,
  isKnown: boolean,
): void {
  const { id, type } = value;
  if (typeof id !== 'string') return;
  judge.enter('id');
  const length = typeLength(id);
  if (length > 0) {
    if (id.slice(0, length) !== type) judge.error('identifier', `the id does not begin with ${quote(type)}`, '2.9');
    if (table.category !== 'observable') {
      if (uuidVersion(id) !== 4) judge.warn('uuid-check', 'the id should have a UUID of version 4', '2.9');
    } else if (isKnown) judgeObservableId(value, id, judge, options);
  }
  judge.leave();
}

function judgeObservableId(value: Json, id: string, judge: Judge, options: ValidateOptions): void {
  const version = uuidVersion(id);
  if (contributingValues(value) === undefined) {
    if (version !== 4) {
      judge.error('uuid-version', 'without any ID contributing property the id must have a UUID of version 4', '2.9');
    }
  } else if (version !== 5) judge.warn('uuid-check', 'the id should have a UUID of version 5', '2.9');
  else if (options.deterministicIds === true && judge.errors.length === 0) {
    const expected = deterministicId(value);
    if (expected !== id.toLowerCase()) judge.warn('deterministic-id', `by its properties the id is ${expected}`, '2.9');
  }
}

/** The deprecated container of observables (STIX 2.1 §2.13, §4.14.1), whose keys are what its references name. */
function judgeContainer(container: unknown, judge: Judge, options: ValidateOptions): void {
  judge.enter('objects');
  judge.clause = '2.13';
  if (!isJsonObject(container)) judge.error('wrong-type', `${quote(container)} is no container of observables`);
  else if (judge.container === undefined) {
    judge.container = container;
    const keys = Object.keys(container);
    if (keys.length === 0) judge.error('empty', 'an empty container');
    for (const key of keys) {
      judge.enter(key);
      if (!/^\d+$/.test(key)) {
        judge.warn('observable-object-keys', `the key ${quote(key)} should be a non-negative integer`, '2.9');
      }
      judgeObject(container[key], judge, options, false);
      judge.leave();
    }
    judge.container = undefined;
  }
  judge.leave();
}
