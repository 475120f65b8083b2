import { dayMs } from '#platform/clock.ts';

/** A text whose days (`YYYY-MM-DD`) are as far from today as they were from the day on which it is set. */
export function movedTo(text: string, from: string, today: Date): string {
  const byMs = Math.floor(today.getTime() / dayMs) * dayMs - Date.parse(from);
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}(?=T|")/g, (day) =>
    new Date(Date.parse(day) + byMs).toISOString().slice(0, 10),
  );
}
