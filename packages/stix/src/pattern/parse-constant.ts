import type { Constant } from './ast.ts';
import type { ParseState } from './parse-state.ts';
import { PatternError } from './pattern-error.ts';

/** Reads a number, which must be one that a double can hold. */
export function parseNumber(state: ParseState, kinds: readonly ('integer' | 'float')[], expected: string) {
  const { start } = state.lexer;
  const text = state.take(kinds, expected);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new PatternError('rule', state.lexer.text, start, 'a number too large', expected);
  return { value, text };
}

/** Reads one constant; `booleans` says whether true and false may stand here, which have no order. */
export function parseConstant(state: ParseState, booleans: boolean): Constant {
  state.count();
  const { kind, value, start } = state.lexer;
  switch (kind) {
    case 'string':
    case 'timestamp':
    case 'hex':
    case 'binary':
      state.lexer.next();
      return { kind, value, at: state.span(start) };
    case 'integer':
    case 'float':
      return { kind, ...parseNumber(state, [kind], 'a number'), at: state.span(start) };
    case 'word':
    case 'hyphened':
    case 'symbol':
    case 'end': {
      const truth = booleans && (state.isWord('true') || state.isWord('false'));
      if (!truth) throw state.lexer.refuse(booleans ? 'a constant' : 'a constant that has an order');
      state.lexer.next();
      return { kind: 'boolean', value: value === 'true', at: state.span(start) };
    }
  }
}

/** Reads `(1, 2, 3)`, which may be empty. */
export function parseSet(state: ParseState): Constant[] {
  return state.within(() => {
    const constants: Constant[] = [];
    if (state.isSymbol(')')) return constants;
    constants.push(parseConstant(state, true));
    while (state.isSymbol(',')) {
      state.lexer.next();
      constants.push(parseConstant(state, true));
    }
    return constants;
  });
}
