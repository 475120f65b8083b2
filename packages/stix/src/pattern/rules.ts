import type { Comparison, Constant, Qualifier } from './ast.ts';
import { PatternError } from './pattern-error.ts';

const HEX_DIGITS = /^[0-9a-f]*$/i;
const SSDEEP = /^[a-zA-Z0-9/+:.]{1,128}$/;

/** How many hexadecimal digits the hash of an algorithm has; names in capitals and without hyphens (STIX 2.1 §10.9). */
const HASH_DIGITS: ReadonlyMap<string, readonly number[]> = new Map([
  ['MD5', [32]],
  ['MD6', [32, 40, 56, 64, 96, 128]],
  ['RIPEMD160', [40]],
  ['SHA1', [40]],
  ['SHA224', [56]],
  ['SHA256', [64]],
  ['SHA384', [96]],
  ['SHA512', [128]],
  ['SHA3224', [56]],
  ['SHA3256', [64]],
  ['SHA3384', [96]],
  ['SHA3512', [128]],
  ['WHIRLPOOL', [128]],
]);

/** Refuses a constant that cannot be a hash of the algorithm that the path ends with. LIKE and MATCHES look for parts of one. */
export function checkHash({ path, operator, constants }: Comparison, text: string): void {
  if (operator === 'LIKE' || operator === 'MATCHES') return;
  const last = path.steps.at(-1);
  if (last?.kind !== 'key' || !path.steps.some((step) => step.kind === 'key' && step.key === 'hashes')) return;
  const algorithm = last.key.toUpperCase().replaceAll('-', '');
  const digits = HASH_DIGITS.get(algorithm);
  if (digits === undefined && algorithm !== 'SSDEEP') return;
  const fits = (constant: Constant): boolean => {
    if (constant.kind !== 'string') return false;
    if (digits === undefined) return SSDEEP.test(constant.value);
    return digits.includes(constant.value.length) && HEX_DIGITS.test(constant.value);
  };
  const wrong = constants.find((constant) => !fits(constant));
  if (wrong !== undefined)
    throw new PatternError('rule', text, wrong.at.start, 'something else', `a hash of the algorithm ${algorithm}`);
}

const NAMES = { within: 'WITHIN', repeats: 'REPEATS', 'start-stop': 'START' } as const;

/** Refuses a second qualifier of one kind after a square bracket (STIX 2.1 §9.5.1). */
export function checkQualifiers(qualifiers: readonly Qualifier[], text: string): void {
  const seen = new Set<string>();
  for (const { kind, at } of qualifiers) {
    if (seen.has(kind))
      throw new PatternError('rule', text, at.start, `a second ${NAMES[kind]}`, 'at most one qualifier of a kind');
    seen.add(kind);
  }
}
