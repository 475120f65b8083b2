import {
  anyReference,
  between,
  boolean,
  formatted,
  list,
  oneOf,
  reference,
  references,
  required,
  struct,
  text,
  texts,
  timestamp,
  type Kind,
  type ObjectOf,
  type Properties,
  type Struct,
} from '../kinds.ts';
import { externalReference } from './parts.ts';

/** The type property; that it is the table's own type is how the table was found. */
const type = required(text);
/** The creator is an identity, but no clause says that it must be (§3.2). */
const creator = anyReference;
const version = oneOf('3.2', ['2.1']);
const instant: Kind<string> = { is: 'timestamp', precision: 'milliseconds' };

const granularMarkings = list(
  struct({
    clause: '7.2.3',
    properties: {
      lang: formatted('language'),
      marking_ref: reference('marking-definition'),
      selectors: required(texts),
    },
    rules: [{ rule: 'one-of', names: ['lang', 'marking_ref'] }],
  }),
);

/** Extensions are values of any form until their definition is known. */
export type Extensions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Predefined<K> = { readonly [N in keyof K]?: K[N] extends Struct<infer P> ? ObjectOf<P> : never };
export const extensions = <const K extends Readonly<Record<string, Struct>>>(
  known: K,
): Kind<Extensions & Predefined<K>> => ({ is: 'extensions', known });
const anyExtensions: Kind<Extensions> = { is: 'extensions', known: {} };

const marked = { object_marking_refs: references('marking-definition'), granular_markings: granularMarkings } as const;
const described = { labels: texts, external_references: list(externalReference) } as const;

/** Common properties of domain and relationship objects, and of custom objects that have `created` (STIX 2.1 §3.2). */
export const CORE = {
  type,
  spec_version: required(version),
  id: required(anyReference),
  created_by_ref: creator,
  created: required(instant),
  modified: required(instant),
  revoked: boolean,
  ...described,
  confidence: between(0, 100),
  lang: formatted('language'),
  ...marked,
  extensions: anyExtensions,
} as const satisfies Properties;

const { lang: _lang, ...withoutLanguage } = CORE;
/** Language content has no language of its own (§7.1.1). */
export const LANGUAGE_CORE = withoutLanguage;

const { confidence: _confidence, extensions: _extensions, ...versioned } = withoutLanguage;
/** Extension definitions always have a creator (§7.3.1). */
export const DEFINITION_CORE = { ...versioned, created_by_ref: required(creator) } as const;

/** Marking definitions are never versioned (§7.2.1). */
export const MARKING_CORE = {
  type,
  spec_version: required(version),
  id: required(anyReference),
  created_by_ref: creator,
  created: required(timestamp),
  external_references: described.external_references,
  ...marked,
  extensions: anyExtensions,
} as const satisfies Properties;

/** Common properties of observables. */
export const OBSERVABLE = {
  type,
  spec_version: version,
  id: required(anyReference),
  ...marked,
  defanged: boolean,
  extensions: anyExtensions,
} as const satisfies Properties;
