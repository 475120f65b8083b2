import { compareInstants, isTimestamp } from '../timestamps.ts';
import type { Comparison, ComparisonExpression, Constant } from './ast.ts';
import { isLike } from './like.ts';
import { isWithin, parseNetwork } from './networks.ts';
import type { Observed } from './observed.ts';
import { compareCodePoints, compareOctets, decodeBase64, decodeHex, octetsOf, textOf } from './octets.ts';
import type { Regexes } from './regex.ts';
import { hasPath, resolvePath } from './resolve-path.ts';
import type { Work } from './work.ts';

/** What a comparison is made in. */
export interface Setting {
  readonly observed: Observed;
  readonly regexes: Regexes;
  readonly work: Work;
}

/** Whether an expression holds for one object and what it refers to: every path starts from that object (STIX 2.1 §9.5). */
export function holds(
  expression: ComparisonExpression,
  root: Readonly<Record<string, unknown>>,
  setting: Setting,
): boolean {
  setting.work.spend(1);
  switch (expression.kind) {
    case 'and':
      return expression.operands.every((operand) => holds(operand, root, setting));
    case 'or':
      return expression.operands.some((operand) => holds(operand, root, setting));
    case 'comparison': {
      const { path, operator, negated } = expression;
      if (root.type !== path.objectType) return false;
      const { observed, work } = setting;
      if (operator === 'EXISTS') return hasPath(root, path, observed, work) !== negated;
      // STIX 2.1 §9.6: a path to nothing makes any comparison false, a negated one too.
      return resolvePath(root, path, observed, work).some((value) => passes(expression, value, setting));
    }
  }
}

function passes(comparison: Comparison, value: unknown, setting: Setting): boolean {
  const { operator, negated, constants } = comparison;
  const [constant] = constants;
  switch (operator) {
    case 'EXISTS':
    case 'IN':
      return constants.some((one) => isEqual(value, one, setting.work)) !== negated;
    case '=':
    case '!=':
      return (constant !== undefined && isEqual(value, constant, setting.work)) === ((operator === '=') !== negated);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      // Incompatible types give false, whether negated or not.
      const order = constant === undefined ? undefined : compare(value, constant, setting.work);
      if (order === undefined) return false;
      const sign = Math.sign(order);
      return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[operator] !== negated;
    }
    case 'LIKE':
    case 'MATCHES':
    case 'ISSUBSET':
    case 'ISSUPERSET':
      return (constant?.kind === 'string' && passesText(comparison, value, constant.value, setting)) !== negated;
  }
}

function passesText(comparison: Comparison, value: unknown, constant: string, { regexes, work }: Setting): boolean {
  const { operator } = comparison;
  if (operator === 'ISSUBSET' || operator === 'ISSUPERSET') {
    const [one, other] = [typeof value === 'string' ? parseNetwork(value) : undefined, parseNetwork(constant)];
    if (one === undefined || other === undefined) return false;
    return operator === 'ISSUBSET' ? isWithin(one, other) : isWithin(other, one);
  }
  const wanted = constant.normalize('NFC');
  let text = '';
  if (typeof value === 'string') text = value.normalize('NFC');
  else if (value instanceof Uint8Array && octetsOf(wanted) !== undefined) text = textOf(value);
  else return false;
  work.spend(text.length + wanted.length);
  return operator === 'LIKE' ? isLike([...text], [...wanted], work) : regexes.search(comparison, text, work);
}

function isEqual(value: unknown, constant: Constant, work: Work): boolean {
  if (constant.kind === 'boolean') return value === constant.value;
  return compare(value, constant, work) === 0;
}

/** Below, at or above 0 as a value is less than, equal to or greater than a constant; undefined where the two cannot be compared. */
function compare(value: unknown, constant: Constant, work: Work): number | undefined {
  switch (constant.kind) {
    case 'integer':
    case 'float':
      return typeof value === 'number' ? value - constant.value : undefined;
    case 'timestamp':
      return typeof value === 'string' && isTimestamp(value) ? compareInstants(value, constant.value) : undefined;
    case 'string':
    case 'hex':
    case 'binary': {
      const isText = typeof value === 'string';
      if (!isText && !(value instanceof Uint8Array)) return undefined;
      work.spend(Math.min(value.length, constant.value.length));
      if (isText && constant.kind === 'string') return compareCodePoints(value, constant.value);
      const left = isText ? octetsOf(value) : value;
      const right = octetsOfConstant(constant.kind, constant.value);
      return left === undefined || right === undefined ? undefined : compareOctets(left, right);
    }
    case 'boolean':
      return undefined;
  }
}

function octetsOfConstant(kind: 'string' | 'hex' | 'binary', text: string): Uint8Array | undefined {
  return kind === 'string' ? octetsOf(text) : kind === 'hex' ? decodeHex(text) : decodeBase64(text);
}
