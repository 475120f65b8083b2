import type {
  Comparison,
  ComparisonExpression,
  Constant,
  ObjectPath,
  ObservationExpression,
  PathStep,
  Pattern,
  Qualifier,
} from './ast.ts';
import { KEYWORDS } from './keywords.ts';

/** A name that can stand in a path without apostrophes. */
const PLAIN = /^[A-Za-z_]\w*$/;

const LETTERS = { timestamp: 't', hex: 'h', binary: 'b' } as const;

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, String.raw`\$&`)}'`;
}

export function printConstant(constant: Constant): string {
  switch (constant.kind) {
    case 'string':
      return quote(constant.value);
    case 'integer':
    case 'float':
      return constant.text;
    case 'boolean':
      return String(constant.value);
    case 'timestamp':
    case 'hex':
    case 'binary':
      return `${LETTERS[constant.kind]}'${constant.value}'`;
  }
}

function printStep(step: PathStep, first: boolean): string {
  if (step.kind === 'every') return '[*]';
  if (step.kind === 'index') return `[${step.index}]`;
  const key = PLAIN.test(step.key) && !KEYWORDS.has(step.key) ? step.key : quote(step.key);
  return first ? key : `.${key}`;
}

export function printPath({ objectType, steps }: ObjectPath): string {
  return `${objectType}:${steps.map((step, index) => printStep(step, index === 0)).join('')}`;
}

/** The constants of a comparison: `(1,2)` for IN. */
export function printConstants({ operator, constants }: Comparison): string {
  const list = constants.map(printConstant).join(',');
  return operator === 'IN' ? `(${list})` : list;
}

function printComparison(comparison: Comparison): string {
  const { path, operator, negated } = comparison;
  const not = negated ? 'NOT ' : '';
  if (operator === 'EXISTS') return `${not}EXISTS ${printPath(path)}`;
  return `${printPath(path)} ${not}${operator} ${printConstants(comparison)}`;
}

/** Parentheses stand around every operand that has operands itself: without them, or with fewer, the tree would be another. */
function printComparisons(expression: ComparisonExpression): string {
  if (expression.kind === 'comparison') return printComparison(expression);
  const word = expression.kind === 'and' ? ' AND ' : ' OR ';
  return expression.operands
    .map((operand) => (operand.kind === 'comparison' ? printComparison(operand) : `(${printComparisons(operand)})`))
    .join(word);
}

export function printQualifier(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case 'within':
      return `WITHIN ${qualifier.text} SECONDS`;
    case 'repeats':
      return `REPEATS ${qualifier.text} TIMES`;
    case 'start-stop':
      return `START t'${qualifier.start}' STOP t'${qualifier.stop}'`;
  }
}

const WORDS = { and: ' AND ', or: ' OR ', followedby: ' FOLLOWEDBY ' } as const;

function printExpression(expression: ObservationExpression): string {
  switch (expression.kind) {
    case 'observation':
      return [`[${printComparisons(expression.comparison)}]`, ...expression.qualifiers.map(printQualifier)].join(' ');
    case 'group':
      return [`(${printExpression(expression.expression)})`, ...expression.qualifiers.map(printQualifier)].join(' ');
    case 'and':
    case 'or':
    case 'followedby':
      return expression.operands
        .map((operand) => ('operands' in operand ? `(${printExpression(operand)})` : printExpression(operand)))
        .join(WORDS[expression.kind]);
  }
}

/** Writes a pattern in one way: reading it again gives the same tree, but for the spans. */
export function printPattern({ expression }: Pick<Pattern, 'expression'>): string {
  return printExpression(expression);
}
