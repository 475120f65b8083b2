import { DOMAIN_TYPES } from '../types.ts';
import type { FormatName } from './formats.ts';
import type { WarningCode } from './finding.ts';
import type { Json, Judge } from './judge.ts';
import type { VocabularyName } from './vocabularies.ts';

declare const VALUE: unique symbol;
/** Carries the TypeScript type of the values that a kind admits; never present at run time. */
interface Typed<T> {
  readonly [VALUE]?: T;
}

/** Which objects a reference may name: every type, some, or all but some. */
export type Target = 'any' | readonly string[] | { readonly not: readonly string[] };

type KindData =
  | { readonly is: 'any' }
  | { readonly is: 'boolean' }
  | { readonly is: 'text'; readonly format?: FormatName }
  | { readonly is: 'number'; readonly integer: boolean; readonly min?: number; readonly max?: number }
  | { readonly is: 'timestamp'; readonly precision?: 'milliseconds' | 'seconds' }
  | { readonly is: 'reference'; readonly to: Target }
  | { readonly is: 'open'; readonly vocabulary: VocabularyName }
  | { readonly is: 'enum'; readonly values: readonly string[]; readonly clause: string }
  | { readonly is: 'list'; readonly of: Kind; readonly min: number }
  | { readonly is: 'dictionary'; readonly of: Kind; readonly keys?: KeyRule }
  | { readonly is: 'hashes'; readonly onlyKnown: boolean }
  | { readonly is: 'struct'; readonly struct: Struct }
  | { readonly is: 'extensions'; readonly known: Readonly<Record<string, Struct>> }
  | { readonly is: 'checked'; readonly check: (value: unknown, judge: Judge) => void };

/** What the values of one property are like: plain data, made into a function by compile.ts. */
export type Kind<T = unknown> = KindData & Typed<T> & { readonly required?: boolean };
export type RequiredKind<T = unknown> = Kind<T> & { readonly required: true };
export type Properties = Readonly<Record<string, Kind>>;

/** Keys of a dictionary that are not as they should be, or must not be. */
export interface KeyRule {
  readonly pattern?: RegExp;
  readonly forbidden?: readonly string[];
  readonly suggested?: { readonly test: (key: string) => boolean; readonly code: WarningCode };
}

/** What holds between several properties of one object. */
export type Rule =
  | { readonly rule: 'order'; readonly later: string; readonly earlier: string; readonly strict: boolean }
  | { readonly rule: 'any-of' | 'one-of'; readonly names: readonly string[] }
  | { readonly rule: 'needs'; readonly name: string; readonly is?: unknown; readonly needs: readonly string[] }
  | { readonly rule: 'excludes'; readonly name: string; readonly is?: unknown; readonly excludes: readonly string[] }
  | { readonly rule: 'should-have'; readonly names: readonly string[]; readonly code: WarningCode }
  | { readonly rule: 'deprecated'; readonly name: string }
  | { readonly rule: 'checked'; readonly check: (value: Json, judge: Judge) => void };

/** An object within an object: its properties and what holds between them. */
export interface Struct<P extends Properties = Properties> {
  /** Where the specification lists its properties. */
  readonly clause: string;
  readonly properties: P;
  readonly rules?: readonly Rule[];
  /** Custom properties are warned of, let in, or refused. */
  readonly others?: 'warn' | 'allow' | 'refuse';
}

type ValueOf<K> = K extends Typed<infer T> ? Exclude<T, undefined> : never;
type RequiredNames<P> = { [N in keyof P]: P[N] extends { readonly required: true } ? N : never }[keyof P];

/** The TypeScript type of the objects that a property table admits. */
export type ObjectOf<P> = {
  readonly [N in RequiredNames<P>]: ValueOf<P[N]>;
} & {
  readonly [N in Exclude<keyof P, RequiredNames<P>>]?: ValueOf<P[N]>;
};

export const required = <T>(kind: Kind<T>): RequiredKind<T> => ({ ...kind, required: true });

export const any: Kind = { is: 'any' };
export const boolean: Kind<boolean> = { is: 'boolean' };
export const text: Kind<string> = { is: 'text' };
export const integer: Kind<number> = { is: 'number', integer: true };
export const float: Kind<number> = { is: 'number', integer: false };
export const count: Kind<number> = { is: 'number', integer: true, min: 0 };
export const timestamp: Kind<string> = { is: 'timestamp' };
export const hashes: Kind<Readonly<Record<string, string>>> = { is: 'hashes', onlyKnown: false };

/** Hashes whose names must come from the vocabulary. */
export const knownHashes: typeof hashes = { is: 'hashes', onlyKnown: true };

export const formatted = (format: FormatName): Kind<string> => ({ is: 'text', format });
export const between = (min: number, max: number, whole = true): Kind<number> => ({
  is: 'number',
  integer: whole,
  min,
  max,
});
export const open = (vocabulary: VocabularyName): Kind<string> => ({ is: 'open', vocabulary });
export const oneOf = <const V extends string>(clause: string, values: readonly V[]): Kind<V> => ({
  is: 'enum',
  values,
  clause,
});
export const list = <T>(of: Kind<T>, min = 1): Kind<readonly T[]> => ({ is: 'list', of, min });
export const texts: Kind<readonly string[]> = list(text);
export const reference = (...to: readonly string[]): Kind<string> => ({ is: 'reference', to });
export const references = (...to: readonly string[]): Kind<readonly string[]> => list(reference(...to));
export const anyReference: Kind<string> = { is: 'reference', to: 'any' };
export const referenceNotTo = (...not: readonly string[]): Kind<string> => ({ is: 'reference', to: { not } });
export const referenceToNoDomainObject = referenceNotTo(...DOMAIN_TYPES);
export const dictionary = <T>(of: Kind<T>, keys?: KeyRule): Kind<Readonly<Record<string, T>>> =>
  keys === undefined ? { is: 'dictionary', of } : { is: 'dictionary', of, keys };
export const struct = <const P extends Properties>(of: Struct<P>): Kind<ObjectOf<P>> => ({ is: 'struct', struct: of });
/** Keeps the names and types of a struct's properties. */
export const define = <const P extends Properties>(of: Struct<P>): Struct<P> => of;
export const checked = <T>(check: (value: unknown, judge: Judge) => void): Kind<T> => ({ is: 'checked', check });
