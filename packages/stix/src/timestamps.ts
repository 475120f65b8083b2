const SHAPE = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?Z$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a STIX timestamp: RFC 3339 in UTC with capital T and Z, on a day that exists (STIX 2.1 §2.13). */
export function isTimestamp(text: string): boolean {
  const parts = SHAPE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
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
  const [left, right] = [instantKey(a), instantKey(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}
