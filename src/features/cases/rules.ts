import { describeEnd, endedOn } from '#features/alliance/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';
import type { Refer } from './model.ts';

/**
 * An authority takes over from one of its own participant that has ended, where the directory names it as the successor.
 * Code: referral.
 */
export function judgeRefer({ author, issuedAt }: Envelope, { from, to }: Refer, { alliance }: Known): Verdict {
  if (author !== to) return refuse('referral', `${author} refers cases to ${to}, and not to itself`);
  if (from.split('/', 1)[0] !== to.split('/', 1)[0])
    return refuse('referral', `${from} and ${to} are not of one participant`);
  const ended = endedOn(alliance, from, issuedAt.slice(0, 10));
  if (!ended) return refuse('referral', `${from} has not ended`);
  return ended.successor === to ? accepted : refuse('referral', describeEnd(from, ended));
}
