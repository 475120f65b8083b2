import { isTimestamp } from '../timestamps.ts';

/** The last second of the year 9999, beyond which there is no RFC 3339 timestamp. */
const LAST_SECOND = 253_402_300_799;

/**
 * A moment in the two ways that the mapping writes it: `created` and `modified` with milliseconds, everything else without.
 */
export interface Moment {
  readonly millis: string;
  readonly seconds: string;
}

/** A moment from Unix seconds; undefined for what is no such number, and for 0, which MISP writes for "never". */
export function fromUnixSeconds(text: string | undefined): Moment | undefined {
  if (text === undefined || !/^\d{1,12}$/.test(text)) return undefined;
  const seconds = Number(text);
  if (seconds === 0 || seconds > LAST_SECOND) return undefined;
  const iso = new Date(seconds * 1000).toISOString();
  return { millis: iso, seconds: `${iso.slice(0, 19)}Z` };
}

/** The first instant of a day `YYYY-MM-DD`. */
export function fromDay(text: string | undefined): Moment | undefined {
  const seconds = `${text}T00:00:00Z`;
  return isTimestamp(seconds) ? { millis: `${text}T00:00:00.000Z`, seconds } : undefined;
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/**
 * A date and time of ISO 8601 as a STIX timestamp in UTC, to the same precision; without an offset it is taken as UTC. Zeros that end a
 * fraction are dropped. Undefined when it is no date and time.
 */
export function toUtc(text: string): string | undefined {
  const parts = ISO.exec(text.trim());
  if (parts === null) return undefined;
  const [, day, time, fraction = '', sign, hours = '0', minutes = '0'] = parts;
  const local = `${day}T${time}Z`;
  if (!isTimestamp(local)) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const shifted = offset === 0 ? local : `${new Date(Date.parse(local) - offset * 60_000).toISOString().slice(0, 19)}Z`;
  const digits = fraction.replace(/0+$/, '');
  return digits.length > 1 ? shifted.replace('Z', `${digits}Z`) : shifted;
}
