/** Where a part stands in the text: UTF-16 code units, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A constant (STIX 2.1 §9.2). `text` is the number as written; `hex` and `binary` keep what stands between the apostrophes. */
export type Constant =
  | { readonly kind: 'string' | 'timestamp' | 'hex' | 'binary'; readonly value: string; readonly at: Span }
  | { readonly kind: 'integer' | 'float'; readonly value: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Span };

/** A step of a path: `.key`, `[2]` or `[*]`. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'every' };

/** `file:parent_directory_ref.path` (STIX 2.1 §9.7). The first step is a key. */
export interface ObjectPath {
  readonly objectType: string;
  readonly steps: readonly PathStep[];
  readonly at: Span;
}

export const ORDER_OPERATORS = ['<', '<=', '>', '>='] as const;
export const TEXT_OPERATORS = ['LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET'] as const;

export type OrderOperator = (typeof ORDER_OPERATORS)[number];
export type TextOperator = (typeof TEXT_OPERATORS)[number];
export type ComparisonOperator = '=' | '!=' | 'IN' | 'EXISTS' | OrderOperator | TextOperator;

/** One comparison. EXISTS has no constant, IN any number of them, every other operator one. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly path: ObjectPath;
  readonly operator: ComparisonOperator;
  /** Whether NOT stands before the operator. */
  readonly negated: boolean;
  readonly constants: readonly Constant[];
  readonly at: Span;
}

/** What stands between square brackets. Parentheses are no node: `operands` within `operands` say the same. */
export type ComparisonExpression =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ComparisonExpression[]; readonly at: Span };

/** A restriction after an observation expression (STIX 2.1 §9.5.1). Numbers and times are as written. */
export type Qualifier =
  | { readonly kind: 'within'; readonly seconds: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'repeats'; readonly times: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'start-stop'; readonly start: string; readonly stop: string; readonly at: Span };

/** `[…]` with the qualifiers that follow the bracket. */
export interface Observation {
  readonly kind: 'observation';
  readonly comparison: ComparisonExpression;
  readonly qualifiers: readonly Qualifier[];
  readonly at: Span;
}

/** `(…)` with the qualifiers that follow the parenthesis; parentheses without qualifiers are no node. */
export interface Group {
  readonly kind: 'group';
  readonly expression: ObservationExpression;
  readonly qualifiers: readonly Qualifier[];
  readonly at: Span;
}

export interface Joined {
  readonly kind: 'and' | 'or' | 'followedby';
  /** Two or more, from left to right. */
  readonly operands: readonly ObservationExpression[];
  readonly at: Span;
}

export type ObservationExpression = Observation | Group | Joined;

/** A pattern that was read, and its text, by which the spans of its parts can be shown. */
export interface Pattern {
  readonly text: string;
  readonly expression: ObservationExpression;
}
