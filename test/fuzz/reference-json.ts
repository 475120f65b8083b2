/** How a slow reader judges a text that is grammatical JSON: which rules of strict I-JSON it breaks anywhere, and how large it is. */
export type Facts = { faults: ReadonlySet<string>; depth: number; values: number };

const tokens = /[\t\n\r ]*(?:([{}[\]:,])|"((?:[^"\\]|\\.)*)"|([^\t\n\r {}[\]:,"]+))/gsuy;
const maxSafe = 2n ** 53n - 1n;

/**
 * Second opinion on a text that `JSON.parse` reads: written from RFC 7493 with other means than the scanner (tokens by a regular
 * expression, sets of names, integers of any size), and with no care for speed.
 */
export function judgeSlowly(text: string, { maxDepth, safe }: { maxDepth: number; safe: boolean }): Facts {
  const faults = new Set<string>();
  const open: (Set<string> | null)[] = [];
  let depth = 0;
  let values = 0;
  let isName = false;
  for (const [, mark, string, word] of text.matchAll(tokens)) {
    if (mark === '{' || mark === '[') {
      values += 1;
      open.push(mark === '{' ? new Set() : null);
      depth = Math.max(depth, open.length);
      if (open.length > maxDepth) faults.add('too-deep');
      isName = mark === '{';
    } else if (mark === '}' || mark === ']') {
      open.pop();
      isName = false;
    } else if (mark === ',') isName = open.at(-1) instanceof Set;
    else if (mark === ':') isName = false;
    else if (string !== undefined) {
      const value = JSON.parse(`"${string}"`) as string;
      if (!value.isWellFormed()) faults.add('lone-surrogate');
      if (isName) judgeName(value, open.at(-1), faults);
      else values += 1;
    } else if (word !== undefined) {
      values += 1;
      if (safe && /\d/.test(word) && !isSafe(word)) faults.add('unsafe-number');
    }
  }
  return { faults, depth, values };
}

function judgeName(name: string, names: Set<string> | null | undefined, faults: Set<string>): void {
  if (name === '__proto__') faults.add('forbidden-member');
  if (names?.has(name)) faults.add('duplicate-member');
  names?.add(name);
}

/** RFC 7493 §2.2, as the scanner's documentation has it. */
function isSafe(word: string): boolean {
  if (/^-?\d+$/.test(word)) {
    const value = BigInt(word);
    return value <= maxSafe && value >= -maxSafe;
  }
  const digits = word
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  const value = Number(word);
  if (digits === '') return word.length <= 400;
  return word.length <= 400 && digits.length <= 17 && Number.isFinite(value) && value !== 0;
}
