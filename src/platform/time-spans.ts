const units = ['day', 'month', 'year'] as const;
export type SpanUnit = (typeof units)[number];

/** How many in each span, the oldest first; both days included. */
export type TimeSpans = { unit: SpanUnit; spans: { from: string; to: string; count: number }[] };

const mostSpans = 120;

/** Counts by day, the oldest first, in days where those are few, else in months or years; spans without any are left out. */
export function toSpans(days: readonly { day: string; count: number }[]): TimeSpans {
  const unit = units.find((one) => one === 'year' || lengthOf(days, one) <= mostSpans) ?? 'year';
  const spans = new Map<string, number>();
  for (const { day, count } of days) spans.set(startOf(day, unit), (spans.get(startOf(day, unit)) ?? 0) + count);
  return { unit, spans: [...spans].map(([from, count]) => ({ from, to: endOf(from, unit), count })) };
}

function lengthOf(days: readonly { day: string }[], unit: SpanUnit): number {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return 0;
  const between = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return unit === 'day' ? between : between / 30;
}

const startOf = (day: string, unit: SpanUnit): string =>
  unit === 'day' ? day : unit === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;

function endOf(from: string, unit: SpanUnit): string {
  if (unit === 'day') return from;
  if (unit === 'year') return `${from.slice(0, 4)}-12-31`;
  const [year = 0, month = 1] = from.split('-').map(Number);
  return `${from.slice(0, 7)}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}`;
}
