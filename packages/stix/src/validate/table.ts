import type { ObjectOf, Properties, Rule } from './kinds.ts';
import { CORE, OBSERVABLE } from './tables/common.ts';

export type Category = 'domain' | 'relationship' | 'observable' | 'meta';

/** All that is known of one type of object. */
export interface ObjectTable<
  T extends string = string,
  C extends Properties = Properties,
  P extends Properties = Properties,
> {
  readonly type: T;
  readonly category: Category;
  /** Where the specification lists its own properties. */
  readonly clause: string;
  readonly common: C;
  readonly properties: P;
  readonly rules: readonly Rule[];
  /** ID contributing properties of an observable (STIX 2.1 §2.9). */
  readonly contributing: readonly string[];
}

/** The TypeScript type of the objects of a table. */
export type ObjectIn<T> =
  T extends ObjectTable<infer Type, infer C, infer P>
    ? ObjectOf<Omit<C, keyof P | 'type'> & P> & { readonly type: Type }
    : never;

export const table = <const T extends string, C extends Properties, const P extends Properties>(
  type: T,
  category: Category,
  clause: string,
  common: C,
  properties: P,
  rules: readonly Rule[] = [],
): ObjectTable<T, C, P> => ({ type, category, clause, common, properties, rules, contributing: [] });

export const domain = <const T extends string, const P extends Properties>(
  type: T,
  clause: string,
  properties: P,
  rules?: readonly Rule[],
): ObjectTable<T, typeof CORE, P> => table(type, 'domain', clause, CORE, properties, rules);

export const observable = <const T extends string, const P extends Properties>(
  type: T,
  clause: string,
  contributing: readonly string[],
  properties: P,
  rules?: readonly Rule[],
): ObjectTable<T, typeof OBSERVABLE, P> => ({
  ...table(type, 'observable', clause, OBSERVABLE, properties, rules),
  contributing,
});
