import { compareInstants, isTimestamp } from '../timestamps.ts';
import type {
  Comparison,
  ComparisonExpression,
  Constant,
  ObservationExpression,
  Pattern,
  Qualifier,
  Span,
} from './ast.ts';
import { comparisonsOf, expressionsOf } from './inspect.ts';
import { parseNetwork } from './networks.ts';
import { isKnownRegex } from './regex.ts';

/**
 * What a readable pattern does against the specification. `must` breaks one of its MUSTs, `should` is allowed but unlikely to be meant.
 * `meaningless` ones leave a pattern without meaning: it matches nothing (STIX 2.1 §9.4), and `matchPattern` refuses it.
 */
export interface PatternRemark {
  readonly code: PatternRemarkCode;
  readonly level: 'must' | 'should';
  readonly meaningless: boolean;
  /** Section of STIX 2.1. */
  readonly clause: string;
  readonly at: Span;
}

const KINDS = {
  'not-positive': { level: 'must', meaningless: true, clause: '9.5.1' },
  'repeated-qualifier': { level: 'must', meaningless: false, clause: '9.5.1' },
  'empty-window': { level: 'should', meaningless: false, clause: '9.5.1' },
  'two-types-joined-by-and': { level: 'must', meaningless: false, clause: '9.5' },
  'mixed-set': { level: 'must', meaningless: true, clause: '9.6.1' },
  'no-such-time': { level: 'must', meaningless: true, clause: '9.2' },
  'plus-sign': { level: 'must', meaningless: false, clause: '9.2' },
  'integer-too-large': { level: 'must', meaningless: false, clause: '9.2' },
  'not-a-network': { level: 'must', meaningless: true, clause: '9.6.1' },
  'unknown-sign': { level: 'must', meaningless: false, clause: '9.6.1' },
  'doubtful-regex': { level: 'should', meaningless: false, clause: '9.6.1' },
} as const;

export type PatternRemarkCode = keyof typeof KINDS;

/**
 * Looks at a pattern for what the grammar allows and the specification does not. In the order of the text. Whoever wants no more than
 * the MUSTs is spared the rest: it compiles every regular expression, and a pattern has room for a thousand large ones.
 */
export function remarksOn({ text, expression }: Pattern, level?: 'must'): PatternRemark[] {
  const remarks: PatternRemark[] = [];
  const say = (code: PatternRemarkCode, at: Span): void => void remarks.push({ code, ...KINDS[code], at });
  for (const one of expressionsOf(expression)) judgeExpression(one, say);
  for (const comparison of comparisonsOf(expression)) judgeComparison(comparison, { text, say, level });
  const wanted = level === undefined ? remarks : remarks.filter((one) => one.level === level);
  return wanted.toSorted((a, b) => a.at.start - b.at.start);
}

type Say = (code: PatternRemarkCode, at: Span) => void;

function judgeExpression(expression: ObservationExpression, say: Say): void {
  if ('operands' in expression) return;
  const seen = new Set<Qualifier['kind']>();
  for (const qualifier of expression.qualifiers) {
    if (seen.has(qualifier.kind)) say('repeated-qualifier', qualifier.at);
    seen.add(qualifier.kind);
    judgeQualifier(qualifier, say);
  }
  if (expression.kind === 'observation') typesOf(expression.comparison, say);
}

function judgeQualifier(qualifier: Qualifier, say: Say): void {
  const { kind, at } = qualifier;
  if (kind === 'start-stop') {
    const { start, stop } = qualifier;
    if (!isTimestamp(start) || !isTimestamp(stop)) say('no-such-time', at);
    else if (compareInstants(start, stop) >= 0) say('empty-window', at);
    return;
  }
  if ((kind === 'within' ? qualifier.seconds : qualifier.times) <= 0) say('not-positive', at);
  if (qualifier.text.startsWith('+')) say('plus-sign', at);
}

/** The types of which one object could satisfy the expression. */
function typesOf(expression: ComparisonExpression, say: Say): ReadonlySet<string> {
  if (expression.kind === 'comparison') return new Set([expression.path.objectType]);
  const sets = expression.operands.map((operand) => typesOf(operand, say));
  if (expression.kind === 'or') return new Set(sets.flatMap((set) => [...set]));
  const [first, ...others] = sets;
  const common = new Set(first);
  for (const other of others) for (const type of common) if (!other.has(type)) common.delete(type);
  if (common.size === 0 && sets.every((set) => set.size > 0)) say('two-types-joined-by-and', expression.at);
  return common;
}

type Around = { text: string; say: Say; level: 'must' | undefined };

function judgeComparison({ path, operator, constants }: Comparison, { text, say, level }: Around): void {
  for (const constant of constants) judgeConstant(constant, say);
  const [first] = constants;
  if (first === undefined) return;
  const family = ({ kind }: Constant): string => (kind === 'float' ? 'integer' : kind === 'binary' ? 'hex' : kind);
  const other = constants.find((constant) => family(constant) !== family(first));
  if (other !== undefined) say('mixed-set', other.at);
  if (first.kind === 'string') {
    if (operator.startsWith('ISSU') && parseNetwork(first.value) === undefined) say('not-a-network', first.at);
    if (operator === 'MATCHES' && level === undefined && !isKnownRegex(first.value)) say('doubtful-regex', first.at);
  }
  if (operator === '=' || operator === '!=') {
    const between = text.slice(path.at.end, first.at.start).replace(/\/\*.*?\*\/|\/\/[^\r\n]*/gs, '');
    if (/==|<>/.test(between)) say('unknown-sign', { start: path.at.end, end: first.at.start });
  }
}

function judgeConstant(constant: Constant, say: Say): void {
  const { kind, at } = constant;
  if (kind === 'timestamp' && !isTimestamp(constant.value)) say('no-such-time', at);
  if (kind !== 'integer' && kind !== 'float') return;
  if (constant.text.startsWith('+')) say('plus-sign', at);
  if (kind === 'integer' && !Number.isSafeInteger(constant.value)) say('integer-too-large', at);
}
