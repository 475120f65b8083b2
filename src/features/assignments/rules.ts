import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';
import { maxDays } from './model.ts';
import type { Assignment, End } from './model.ts';

/**
 * Whether an authority may assign these officers: its own, and nobody himself; for a purpose of the profile, to what is here, and not for
 * longer than a year. Codes: assignment-self, assignment.
 */
export function judgeGive({ author, officers: givers, issuedAt }: Envelope, body: Assignment, known: Known): Verdict {
  const self = body.officers.find((one) => givers.includes(one));
  if (self) return refuse('assignment-self', `${self} is assigned by somebody else, never by himself`);
  const stranger = body.officers.find((one) => !one.startsWith(`${author}/o-`));
  if (stranger) return refuse('assignment', `${stranger} is no officer of ${author}`);
  if (!known.alliance.profile.purposes.some(({ code }) => code === body.purpose))
    return refuse('assignment', `${body.purpose} is no purpose of the profile`);
  const subject = judgeSubject(body, known);
  return subject.ok ? judgeTime(body, issuedAt) : subject;
}

function judgeSubject({ covers, subject }: Assignment, { records }: Known): Verdict {
  if (covers === 'desk') return subject === undefined ? accepted : refuse('assignment', 'a desk is no record');
  if (subject === undefined) return refuse('assignment', `which ${covers} it is for is not said`);
  const named = records.get(subject);
  if (!named) return refuse('assignment', `no record ${subject} here`);
  if (covers === 'inquiry' && named.kind !== 'leaf.demand')
    return refuse('assignment', `${subject} is no demand of oversight, but a ${named.kind}`);
  return accepted;
}

const dayMs = 24 * 3600_000;
/** By so much the clock may have gone on between the giving and the sealing. */
const graceMs = 60_000;

/** It does not reach back, and it ends. */
function judgeTime({ since, until }: Assignment, issuedAt: string): Verdict {
  if (Date.parse(since) < Date.parse(issuedAt) - graceMs) return refuse('assignment', 'it begins before it was given');
  if (until <= since) return refuse('assignment', 'it ends before it begins');
  const days = (Date.parse(until) - Date.parse(since)) / dayMs;
  return days <= maxDays ? accepted : refuse('assignment', `it lasts ${Math.ceil(days)} days; ${maxDays} are the most`);
}

/** Whoever gave it, its authority ends it. Code: assignment. */
export function judgeEnd({ author }: Envelope, { assignment, officers }: End, { records }: Known): Verdict {
  const stranger = officers.find((one) => !one.startsWith(`${author}/o-`));
  if (stranger) return refuse('assignment', `${stranger} is no officer of ${author}`);
  const given = records.get(assignment);
  return given?.kind === 'assignment.give' && given.author === author
    ? accepted
    : refuse('assignment', `${assignment} is no assignment of ${author}`);
}
