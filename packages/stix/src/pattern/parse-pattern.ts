import type { Joined, ObservationExpression, Pattern, Qualifier } from './ast.ts';
import type { PatternLimits } from './limits.ts';
import { parseComparisons } from './parse-comparison.ts';
import { parseNumber } from './parse-constant.ts';
import { ParseState } from './parse-state.ts';
import { checkQualifiers } from './rules.ts';

/**
 * Reads a pattern of STIX 2.1 §9. Accepts what the reference implementation accepts: its grammar, hashes of the right length, no
 * second qualifier of a kind after a square bracket. What the specification forbids beyond that, `remarksOn` tells. Takes time linear
 * in the length. Throws PatternError, and nothing else.
 */
export function parsePattern(text: string, limits: PatternLimits = {}): Pattern {
  const state = new ParseState(text, limits);
  const expression = parseExpression(state);
  if (state.lexer.kind !== 'end') throw state.lexer.refuse('an observation operator, a qualifier or the end');
  return { text, expression };
}

const WORDS = { followedby: 'FOLLOWEDBY', or: 'OR', and: 'AND' } as const;

/** AND binds closest, then OR, then FOLLOWEDBY (STIX 2.1 §9.5.3). */
function parseExpression(state: ParseState): ObservationExpression {
  return parseJoined(state, 'followedby', () =>
    parseJoined(state, 'or', () => parseJoined(state, 'and', () => parseOperand(state))),
  );
}

function parseJoined(
  state: ParseState,
  kind: Joined['kind'],
  read: () => ObservationExpression,
): ObservationExpression {
  const { start } = state.lexer;
  const first = read();
  if (!state.isWord(WORDS[kind])) return first;
  const operands = [first];
  while (state.takeWord(WORDS[kind])) operands.push(read());
  return { kind, operands, at: state.span(start) };
}

function parseOperand(state: ParseState): ObservationExpression {
  const { start } = state.lexer;
  if (state.isSymbol('(')) {
    const expression = state.within(() => parseExpression(state));
    const qualifiers = parseQualifiers(state);
    return qualifiers.length === 0 ? expression : { kind: 'group', expression, qualifiers, at: state.span(start) };
  }
  if (!state.isSymbol('[')) throw state.lexer.refuse("'[' or '('");
  state.lexer.next();
  const comparison = parseComparisons(state);
  state.expectSymbol(']');
  const qualifiers = parseQualifiers(state);
  checkQualifiers(qualifiers, state.lexer.text);
  return { kind: 'observation', comparison, qualifiers, at: state.span(start) };
}

function parseQualifiers(state: ParseState): Qualifier[] {
  const qualifiers: Qualifier[] = [];
  for (;;) {
    const qualifier = parseQualifier(state);
    if (qualifier === undefined) return qualifiers;
    state.count();
    qualifiers.push(qualifier);
  }
}

function parseQualifier(state: ParseState): Qualifier | undefined {
  const { start } = state.lexer;
  if (state.takeWord('WITHIN')) {
    const { value, text } = parsePositive(state, ['integer', 'float']);
    state.expectWord('SECONDS');
    return { kind: 'within', seconds: value, text, at: state.span(start) };
  }
  if (state.takeWord('REPEATS')) {
    const { value, text } = parsePositive(state, ['integer']);
    state.expectWord('TIMES');
    return { kind: 'repeats', times: value, text, at: state.span(start) };
  }
  if (!state.takeWord('START')) return undefined;
  const from = state.take(['timestamp'], 'a timestamp');
  state.expectWord('STOP');
  const stop = state.take(['timestamp'], 'a timestamp');
  return { kind: 'start-stop', start: from, stop, at: state.span(start) };
}

/** A number without a minus. Zero is for `remarksOn`: the reference reads it. */
function parsePositive(state: ParseState, kinds: readonly ('integer' | 'float')[]): { value: number; text: string } {
  if (state.lexer.value.startsWith('-')) throw state.lexer.refuse('a positive number');
  return parseNumber(state, kinds, kinds.length === 1 ? 'a positive integer' : 'a positive number');
}
