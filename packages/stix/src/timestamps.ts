const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number in two digits at `at`, or 100 when there are none. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 0x30, text.charCodeAt(at + 1) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}

/**
 * Whether a text is a STIX timestamp: RFC 3339 in UTC with capital T and Z, on a day that exists (STIX 2.1 §2.16). Written without
 * a pattern, because every object has several.
 */
export function isTimestamp(text: string): boolean {
  const end = text.length - 1;
  if (end < 19 || text.charCodeAt(end) !== 0x5a || text.charCodeAt(10) !== 0x54) return false;
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return false;
  if (text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return false;
  const [century, rest] = [twoDigits(text, 0), twoDigits(text, 2)];
  if (century === 100 || rest === 100) return false;
  // A leap second is a second (RFC 3339 §5.7).
  if (twoDigits(text, 11) > 23 || twoDigits(text, 14) > 59 || twoDigits(text, 17) > 60) return false;
  if (!isDay(century * 100 + rest, twoDigits(text, 5), twoDigits(text, 8))) return false;
  return end === 19 || isFraction(text, end);
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** A point and at least one digit, from the 19th character up to `end`. */
function isFraction(text: string, end: number): boolean {
  if (text.charCodeAt(19) !== 0x2e || end < 21) return false;
  for (let i = 20; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/**
 * The one way to write an instant: no trailing zeros in the fraction, no fraction of nothing. Keys of the same instant are equal
 * texts, and texts sort as instants do, at any precision: no Date is involved, which would round to milliseconds.
 */
export function instantKey(timestamp: string): string {
  return timestamp
    .slice(0, -1)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** Which of two timestamps is earlier: below 0 the first, above 0 the second. '' is before every instant. */
export function compareInstants(a: string, b: string): number {
  // Of the same precision, which is the rule, the texts sort as they are.
  if (a.length === b.length) return a === b ? 0 : a < b ? -1 : 1;
  const [left, right] = [instantKey(a), instantKey(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}
