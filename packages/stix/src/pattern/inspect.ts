import type { Comparison, ComparisonExpression, ObservationExpression, Pattern } from './ast.ts';
import { printPath, printQualifier } from './print.ts';

/** What a pattern looks for, without its structure. Lists without duplicates are sorted. */
export interface PatternInspection {
  readonly objectTypes: readonly string[];
  /** As printed, with the type: `file:hashes.MD5`. */
  readonly paths: readonly string[];
  /** `=`, `NOT IN` and the like. */
  readonly comparisonOperators: readonly string[];
  readonly observationOperators: readonly ('AND' | 'OR' | 'FOLLOWEDBY')[];
  /** As printed: `WITHIN 5 SECONDS`. */
  readonly qualifiers: readonly string[];
  /** In the order of the text. */
  readonly comparisons: readonly Comparison[];
}

/** Every comparison below an expression, in the order of the text. */
export function* comparisonsOf(expression: ObservationExpression | ComparisonExpression): Generator<Comparison> {
  switch (expression.kind) {
    case 'comparison':
      yield expression;
      break;
    case 'observation':
      yield* comparisonsOf(expression.comparison);
      break;
    case 'group':
      yield* comparisonsOf(expression.expression);
      break;
    case 'and':
    case 'or':
    case 'followedby':
      for (const operand of expression.operands) yield* comparisonsOf(operand);
  }
}

/** Every observation expression within one, itself included. */
export function* expressionsOf(expression: ObservationExpression): Generator<ObservationExpression> {
  yield expression;
  if (expression.kind === 'group') yield* expressionsOf(expression.expression);
  else if (expression.kind !== 'observation') for (const operand of expression.operands) yield* expressionsOf(operand);
}

const OPERATORS = { and: 'AND', or: 'OR', followedby: 'FOLLOWEDBY' } as const;

const sorted = <T extends string>(found: Iterable<T>): T[] => [...new Set(found)].toSorted();

/** `NOT LIKE`, `=`: how a comparison compares. */
export const operatorOf = ({ negated, operator }: Comparison): string => (negated ? `NOT ${operator}` : operator);

/** Tells what a pattern is about: types, paths, operators, qualifiers. */
export function inspectPattern({ expression }: Pick<Pattern, 'expression'>): PatternInspection {
  const comparisons = [...comparisonsOf(expression)];
  const expressions = [...expressionsOf(expression)];
  return {
    objectTypes: sorted(comparisons.map(({ path }) => path.objectType)),
    paths: sorted(comparisons.map(({ path }) => printPath(path))),
    comparisonOperators: sorted(comparisons.map(operatorOf)),
    observationOperators: sorted(expressions.flatMap((one) => ('operands' in one ? [OPERATORS[one.kind]] : []))),
    qualifiers: sorted(expressions.flatMap((one) => ('qualifiers' in one ? one.qualifiers.map(printQualifier) : []))),
    comparisons,
  };
}
