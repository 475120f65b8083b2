const units = ['day', 'month', 'year'] as const;
export type SpanUnit = (typeof units)[number];

/** How many in each span, the oldest first; both days included. */
export type TimeSpans = { unit: SpanUnit; spans: { from: string; to: string; count: number }[] };

const mostSpans = 120;

/** So many empty years in a row stand as such; more than that are left out, all of them. */
const mostEmptyYears = 20;

/**
 * Counts by day, the oldest first, in days where those are few, else in months or years. Spans without any stand between the others with
 * nought, so that an axis made of them is one; only long runs of years are left out.
 */
export function toSpans(days: readonly { day: string; count: number }[]): TimeSpans {
  const unit = units.find((one) => one === 'year' || lengthOf(days, one) <= mostSpans) ?? 'year';
  const spans = new Map<string, number>();
  for (const { day, count } of days) spans.set(startOf(day, unit), (spans.get(startOf(day, unit)) ?? 0) + count);
  const starts = [...spans.keys()].flatMap((from, place, all) => [...emptyBefore(from, all[place - 1], unit), from]);
  return { unit, spans: starts.map((from) => ({ from, to: endOf(from, unit), count: spans.get(from) ?? 0 })) };
}

/** The spans between one and the one that was before it. */
function emptyBefore(from: string, before: string | undefined, unit: SpanUnit): string[] {
  if (before === undefined) return [];
  const empty: string[] = [];
  for (let at = nextOf(before, unit); at < from; at = nextOf(at, unit)) {
    empty.push(at);
    if (unit === 'year' && empty.length > mostEmptyYears) return [];
  }
  return empty;
}

/** The first day of the span that follows. */
function nextOf(from: string, unit: SpanUnit): string {
  if (unit === 'day') return new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10);
  const [year = 0, month = 1] = from.split('-').map(Number);
  const [y, m] = unit === 'year' || month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`;
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
