import { compileProperties, compileTable, type CompiledProperty, type CompiledTable } from './compile.ts';
import type { Properties } from './kinds.ts';
import type { Category, ObjectTable } from './table.ts';
import { TABLES } from './tables/all.ts';
import { CORE, OBSERVABLE } from './tables/common.ts';
import { inOrder } from './tables/parts.ts';

export interface CompiledObjectTable extends CompiledTable {
  readonly category: Category;
  /** Of observables: the properties that make the identifier. */
  readonly contributing: readonly string[];
}

const COMMON_CLAUSE = '3.2';

function compileObject(table: Omit<ObjectTable, 'type'>): CompiledObjectTable {
  const { category, clause, common, contributing } = table;
  const all: Properties = { ...common, ...table.properties };
  const hasVersions = all.modified !== undefined;
  const rules = hasVersions ? [inOrder('created', 'modified'), ...table.rules] : table.rules;
  const properties = new Map<string, CompiledProperty>([
    ...compileProperties(common, COMMON_CLAUSE),
    ...compileProperties(table.properties, clause),
  ]);
  return { ...compileTable({ clause, properties: all, rules }), properties, category, contributing };
}

const compiled: ReadonlyMap<string, CompiledObjectTable> = new Map(
  TABLES.map((table) => [table.type, compileObject(table)]),
);

export const tableOf = (type: string): CompiledObjectTable | undefined => compiled.get(type);

const other = (category: Category, common: Properties): CompiledObjectTable =>
  compileObject({ category, clause: '11.2.1', common, properties: {}, rules: [], contributing: [] });

/** Objects of types that are not in the specification: with `created` and `modified`, or without like observables. */
export const CUSTOM_OBJECT = other('domain', CORE);
export const CUSTOM_OBSERVABLE = other('observable', OBSERVABLE);

const { spec_version: _version, ...core20 } = CORE;
/** Objects of STIX 2.0 in a bundle of 2.1: what both versions have in common. */
export const OBJECT_20 = other('domain', core20);
