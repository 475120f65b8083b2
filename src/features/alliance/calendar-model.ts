/** When a participant's authorities work: its time zone, the days of the week on which nobody does (1 is Monday), and holidays. */
export type WorkCalendar = { timeZone: string; weekend: readonly number[]; holidays: readonly string[] };

export const plainCalendar: WorkCalendar = { timeZone: 'UTC', weekend: [6, 7], holidays: [] };

/** A moment as the clocks of a time zone show it. */
type Local = { year: number; month: number; day: number; timeMs: number };

const dayMs = 24 * 3600_000;

/**
 * When a deadline is over that began at `start`: ISO 8601 durations of one unit (`PT72H`, `P10D`, `P12M`). Hours and minutes pass without a
 * break. Days, weeks, months and years end at the same time of day on the clocks of whoever must act; working days are counted by its
 * calendar, and the day on which it began is not one of them (domain 2.7).
 */
export function deadlineAfter(start: Date, duration: string, isWorking: boolean, calendar: WorkCalendar): Date {
  const [, time, amount, unit = ''] = /^P(T?)(\d+)([YMWDH])$/.exec(duration) ?? [];
  const n = Number(amount);
  if (!Number.isSafeInteger(n)) throw new RangeError(`${duration} is no duration of one unit`);
  if (time === 'T') return new Date(start.getTime() + n * (unit === 'H' ? 3600_000 : 60_000));
  const local = toLocal(start, calendar.timeZone);
  if (unit === 'D' && isWorking) return fromLocal(afterWorkingDays(local, n, calendar), calendar.timeZone);
  return fromLocal(
    unit === 'Y' || unit === 'M'
      ? addMonths(local, unit === 'Y' ? 12 * n : n)
      : addDays(local, unit === 'W' ? 7 * n : n),
    calendar.timeZone,
  );
}

/** The moment at which the clocks of a time zone show this time (`08:00`) on a day (`YYYY-MM-DD`). */
export function momentOn(day: string, time: string, { timeZone }: Pick<WorkCalendar, 'timeZone'>): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return fromLocal({ year, month, day: date, timeMs: hour * 3600_000 + minute * 60_000 }, timeZone);
}

/** Whether nobody works on this day. */
export const isFree = (day: Local, { weekend, holidays }: WorkCalendar): boolean =>
  weekend.includes(weekdayOf(day)) || holidays.includes(nameOf(day));

function afterWorkingDays(start: Local, count: number, calendar: WorkCalendar): Local {
  let day = start;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (!isFree(day, calendar)) left -= 1;
  }
  return day;
}

/** ISO 8601: Monday is 1, Sunday 7. */
const weekdayOf = ({ year, month, day }: Local): number =>
  ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1;
const nameOf = ({ year, month, day }: Local): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

function addDays({ year, month, day, timeMs }: Local, n: number): Local {
  const moved = new Date(Date.UTC(year, month - 1, day) + n * dayMs);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate(), timeMs };
}

/** The same day of a later month, or that month's last. */
function addMonths({ year, month, day, timeMs }: Local, n: number): Local {
  const first = new Date(Date.UTC(year, month - 1 + n, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(day, last), timeMs };
}

function toLocal(at: Date, timeZone: string): Local {
  const shown = new Date(at.getTime() + offsetMs(at, timeZone));
  const [year, month, day] = [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()];
  return { year, month, day, timeMs: shown.getTime() - Date.UTC(year, month - 1, day) };
}

/** Where the clocks skip this time it is the moment after; where they show it twice, the first. */
function fromLocal({ year, month, day, timeMs }: Local, timeZone: string): Date {
  const shown = Date.UTC(year, month - 1, day) + timeMs;
  const guess = shown - offsetMs(new Date(shown), timeZone);
  return new Date(shown - offsetMs(new Date(guess), timeZone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a time zone's clocks are ahead of UTC at a moment. */
function offsetMs(at: Date, timeZone: string): number {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  if (!known) formats.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
  return shown - Math.floor(at.getTime() / 1_000) * 1_000;
}
