import { tagOf } from '../i18n/locales.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Translate } from '../i18n/translate.ts';

const steps = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** '12 sec. ago'; under ten seconds 'just now'. `now` in milliseconds since 1970. */
export function relativeTime(iso: string, now: number, t: Translate): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (Number.isNaN(seconds)) return iso;
  if (Math.abs(seconds) < 10) return t('ui.time.justNow');
  const relative = relativeIn(t.locale);
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(seconds, 'second');
}

/** '2030-05-13 06:00:12 UTC', or as the language writes it; always in UTC, and always saying so. */
export function exactTime(iso: string, locale: Locale = 'en'): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const text = locale === 'en' ? date.toISOString().slice(0, 19).replace('T', ' ') : momentIn(locale).format(date);
  return `${text} UTC`;
}

/** The day of a moment, in UTC: 'YYYY-MM-DD', or as the language writes it. */
export function dayOf(iso: string, locale: Locale = 'en'): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return locale === 'en' ? date.toISOString().slice(0, 10) : dayIn(locale).format(date);
}

/** The day `days` after `now`, in UTC: 'YYYY-MM-DD'. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

const relativeIn = once((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: 'short' }));
const dayIn = once((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }));
const momentIn = once(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }),
);

/** Formats are dear to make and the same for every row. */
function once<T>(make: (tag: string) => T): (locale: Locale) => T {
  const made = new Map<Locale, T>();
  return (locale) => {
    const known = made.get(locale) ?? make(tagOf(locale));
    made.set(locale, known);
    return known;
  };
}

/** What the clocks of a time zone are called: how far they are ahead of UTC, which names as `Etc/GMT-3` tell the wrong way round. */
export function zoneName(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at);
  const offset = (parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone)
    .replace('GMT', 'UTC')
    .replace(/[+]0$/, '');
  return timeZone.startsWith('Etc/') || timeZone === 'UTC' ? offset : `${timeZone} (${offset})`;
}

/** A moment by the clocks of a time zone, with how far they are ahead of UTC. */
export function exactTimeIn(iso: string, locale: Locale, timeZone: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' } as const;
  return new Intl.DateTimeFormat(tagOf(locale), { ...day, ...time, timeZone }).format(date);
}
