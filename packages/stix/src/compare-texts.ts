/** A piece of text that both have, or one of them alone. */
export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Most pieces of either text that are compared, and most differences that are looked for: the work grows with both. */
const MAX_PIECES = 20_000;
const MAX_DIFFERENCES = 1_000;
const MANY_LINES = 20;

/** How much is left of the work that the texts of one object may cost together: an object has room for thousands of them. */
export interface TextWork {
  left: number;
}
/** Steps: less than a second. */
export const TEXT_WORK = 1_500_000;

/**
 * What two texts have in common, in order: joined, `same` and `removed` parts are the first text and `same` and `added` parts the
 * second. By lines where there are many, by words otherwise; the fewest differences (Myers 1986, "An O(ND) Difference Algorithm"). Texts
 * that are too long or too different are told as a whole.
 */
export function compareTexts(before: string, after: string, work: TextWork = { left: TEXT_WORK }): TextPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const cut = [before, after].some((text) => text.split('\n').length > MANY_LINES) ? /(?<=\n)/ : /(?<=\s)(?=\S)/;
  const [a, b] = [before.split(cut), after.split(cut)];
  const start = countSame(a, b);
  const end = countSame(a.slice(start).toReversed(), b.slice(start).toReversed());
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return join([
    ...a.slice(0, start).map((text) => ({ kind: 'same', text }) as const),
    ...(compareMiddle(middleA, middleB, work) ?? whole(middleA, middleB)),
    ...a.slice(a.length - end).map((text) => ({ kind: 'same', text }) as const),
  ]);
}

function countSame(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

const whole = (a: readonly string[], b: readonly string[]): TextPart[] => [
  { kind: 'removed', text: a.join('') },
  { kind: 'added', text: b.join('') },
];

/** Undefined when it would take too long. `furthest[k]`: how far in `a` the best way on diagonal `k` has come. */
function compareMiddle(a: readonly string[], b: readonly string[], work: TextWork): TextPart[] | undefined {
  if (a.length > MAX_PIECES || b.length > MAX_PIECES) return undefined;
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, MAX_DIFFERENCES); d++) {
    work.left -= furthest.size;
    if (work.left < 0) return undefined;
    trace.push(furthest);
    furthest = new Map(furthest);
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(furthest, k, d) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      const from = x;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      work.left -= x - from;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
    }
  }
  return undefined;
}

const isDown = (furthest: ReadonlyMap<number, number>, k: number, d: number): boolean =>
  k === -d || (k !== d && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): TextPart[] {
  const parts: TextPart[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const from = isDown(furthest, k, d) ? k + 1 : k - 1;
    const fromX = furthest.get(from) ?? 0;
    const fromY = fromX - from;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      parts.push({ kind: 'same', text: a[x] ?? '' });
    }
    if (d > 0)
      parts.push(x === fromX ? { kind: 'added', text: b[fromY] ?? '' } : { kind: 'removed', text: a[fromX] ?? '' });
    [x, y] = [fromX, fromY];
  }
  return parts.toReversed();
}

/** Pieces of one kind that follow one another become one part; of a change, what was removed comes first. */
function join(pieces: readonly TextPart[]): TextPart[] {
  const parts: { kind: TextPart['kind']; text: string }[] = [];
  let [removed, added] = ['', ''];
  const flush = (): void => {
    if (removed !== '') parts.push({ kind: 'removed', text: removed });
    if (added !== '') parts.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else {
      flush();
      const last = parts.at(-1);
      if (last?.kind === 'same') last.text += text;
      else if (text !== '') parts.push({ kind, text });
    }
  }
  flush();
  return parts;
}
