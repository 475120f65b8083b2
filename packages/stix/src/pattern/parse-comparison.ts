import {
  ORDER_OPERATORS,
  TEXT_OPERATORS,
  type Comparison,
  type ComparisonExpression,
  type ComparisonOperator,
  type Constant,
  type ObjectPath,
  type PathStep,
} from './ast.ts';
import { parseConstant, parseNumber, parseSet } from './parse-constant.ts';
import type { ParseState } from './parse-state.ts';
import { PatternError } from './pattern-error.ts';
import { checkHash } from './rules.ts';

/** Signs, and what they mean: the reference also takes `==` and `<>`. */
const SIGNS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ...ORDER_OPERATORS.map((sign) => [sign, sign] as const),
]);
const WORDS: ReadonlySet<string> = new Set(['IN', ...TEXT_OPERATORS]);

/** Reads the comparisons between square brackets: AND binds closer than OR (STIX 2.1 §9.5.3). */
export function parseComparisons(state: ParseState): ComparisonExpression {
  return parseJoined(state, 'or', () => parseJoined(state, 'and', () => parseOperand(state)));
}

function parseJoined(state: ParseState, kind: 'and' | 'or', read: () => ComparisonExpression): ComparisonExpression {
  const { start } = state.lexer;
  const first = read();
  const word = kind === 'and' ? 'AND' : 'OR';
  if (!state.isWord(word)) return first;
  const operands = [first];
  while (state.takeWord(word)) operands.push(read());
  return { kind, operands, at: state.span(start) };
}

function parseOperand(state: ParseState): ComparisonExpression {
  if (state.isSymbol('(')) return state.within(() => parseComparisons(state));
  const { start } = state.lexer;
  state.count();
  const before = state.takeWord('NOT');
  if (before || state.isWord('EXISTS')) {
    state.expectWord('EXISTS');
    const path = parsePath(state);
    return {
      kind: 'comparison',
      path,
      operator: 'EXISTS',
      negated: before,
      constants: [],
      at: state.span(start),
    };
  }
  const path = parsePath(state);
  const negated = state.takeWord('NOT');
  const operator = parseOperator(state);
  const constants = parseOperands(state, operator);
  const comparison: Comparison = {
    kind: 'comparison',
    path,
    operator,
    negated,
    constants,
    at: state.span(start),
  };
  checkHash(comparison, state.lexer.text);
  return comparison;
}

function parseOperator(state: ParseState): ComparisonOperator {
  const { kind, value } = state.lexer;
  const operator =
    kind === 'symbol'
      ? SIGNS.get(value)
      : kind === 'word' && WORDS.has(value)
        ? (value as ComparisonOperator)
        : undefined;
  if (operator === undefined) throw state.lexer.refuse('a comparison operator');
  state.lexer.next();
  return operator;
}

function parseOperands(state: ParseState, operator: ComparisonOperator): readonly Constant[] {
  if (operator === 'IN') {
    if (!state.isSymbol('(')) throw state.lexer.refuse("'('");
    return parseSet(state);
  }
  if ((TEXT_OPERATORS as readonly string[]).includes(operator) && state.lexer.kind !== 'string')
    throw state.lexer.refuse('a string');
  return [parseConstant(state, operator === '=' || operator === '!=')];
}

/** Reads `type:property` and the steps after it (STIX 2.1 §9.7). Only in a type may a hyphen stand without apostrophes. */
function parsePath(state: ParseState): ObjectPath {
  const { start } = state.lexer;
  const objectType = state.take(['word', 'hyphened'], 'a comparison');
  state.expectSymbol(':');
  const steps: PathStep[] = [parseKey(state)];
  for (;;) {
    if (state.isSymbol('.')) {
      state.lexer.next();
      steps.push(parseKey(state));
    } else if (state.isSymbol('[')) steps.push(parseIndex(state));
    else return { objectType, steps, at: state.span(start) };
  }
}

function parseKey(state: ParseState): PathStep {
  state.count();
  return { kind: 'key', key: state.take(['word', 'string'], 'the name of a property') };
}

function parseIndex(state: ParseState): PathStep {
  state.count();
  state.lexer.next();
  const step: PathStep = state.isSymbol('*') ? { kind: 'every' } : { kind: 'index', index: parseListIndex(state) };
  if (step.kind === 'every') state.lexer.next();
  state.expectSymbol(']');
  return step;
}

function parseListIndex(state: ParseState): number {
  const { start, text } = state.lexer;
  const { value } = parseNumber(state, ['integer'], 'an index or *');
  if (!Number.isSafeInteger(value)) throw new PatternError('rule', text, start, 'a number too large', 'an index');
  return value === 0 ? 0 : value;
}
