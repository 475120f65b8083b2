import type { Work } from './work.ts';

/**
 * Whether a text as a whole is like a pattern, in which `%` is any number of characters and `_` one (STIX 2.1 §9.6.1). Goes back to the
 * last `%` only: the time is at most the product of the two lengths, never exponential.
 */
export function isLike(text: readonly string[], pattern: readonly string[], work: Work): boolean {
  let [at, next, lastAny, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    work.spend(1);
    const wanted = pattern[next];
    if (wanted === '%') {
      lastAny = next++;
      resume = at;
    } else if (wanted === '_' || (wanted !== undefined && wanted === text[at])) {
      next++;
      at++;
    } else if (lastAny >= 0) {
      next = lastAny + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[next] === '%') next++;
  return next === pattern.length;
}
