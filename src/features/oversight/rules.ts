import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';
import { isCaseKind } from './model.ts';
import type { Suspension } from './model.ts';

/** Only whom the profile names as oversight suspends, and lifts. Code: not-oversight. */
export function judgeOverseer({ author }: Envelope, { alliance }: Known): Verdict {
  const by = author.split('/', 1)[0] ?? '';
  if (alliance.profile.oversight.participants.includes(by)) return accepted;
  return refuse('not-oversight', `${by} is no oversight participant of the profile`);
}

/** A suspension ends by itself, after no longer than the profile allows. Codes: not-oversight, suspension. */
export function judgeSuspension(envelope: Envelope, { until }: Suspension, known: Known): Verdict {
  const overseer = judgeOverseer(envelope, known);
  if (!overseer.ok) return overseer;
  const { suspension = 'P30D' } = known.alliance.profile.oversight;
  if (until <= envelope.issuedAt) return refuse('suspension', 'it ends before it begins');
  if (until > endOf(envelope.issuedAt, suspension))
    return refuse('suspension', `the profile lets oversight suspend for ${suspension} at most`);
  return accepted;
}

/**
 * Kinds that an officer names here are those that this node knows. What arrives is not asked this: a newer node may know more.
 * `told`: kinds that were suspended before, which may be lifted whatever they are. Code: kind-unknown, with those that can be named, the
 * likeliest first.
 */
export function judgeNamed(kinds: readonly string[], known: readonly string[], told: readonly string[] = []): Verdict {
  const offered = [...new Set([...known.filter(isCaseKind), ...told])];
  const unknown = kinds.find((kind) => !offered.includes(kind));
  if (unknown === undefined) return accepted;
  const shared = (kind: string): number =>
    unknown.split(/[.-]/).filter((word) => kind.split(/[.-]/).includes(word)).length;
  const near = offered.toSorted((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1)).slice(0, 20);
  return refuse('kind-unknown', `this node knows no kind ${unknown}; it knows ${near.join(', ')}`);
}

/** The end of a duration of one unit (ISO 8601, as profiles have it) from a moment on, in UTC. */
export function endOf(from: string, duration: string): string {
  const end = new Date(from);
  const [, time = '', count = '0', unit = ''] = /^P(T?)(\d+)([YMWDH])$/.exec(duration) ?? [];
  const n = Number(count);
  if (unit === 'Y') end.setUTCFullYear(end.getUTCFullYear() + n);
  else if (unit === 'M' && time === '') end.setUTCMonth(end.getUTCMonth() + n);
  else end.setTime(end.getTime() + n * (unitMs[unit] ?? 0));
  return end.toISOString();
}

const unitMs: Readonly<Record<string, number>> = { W: 7 * 86_400_000, D: 86_400_000, H: 3_600_000, M: 60_000 };
