import { describeEnd, endedOn, participantOf, standingOn, wrapKeyOf } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, KnownRecord, Verdict } from '#features/records/model.ts';
import type { Release } from './model.ts';

/** What of a record decides who may have it. */
export type Releasable = Pick<
  KnownRecord,
  'ref' | 'participant' | 'tlp' | 'base' | 'realm' | 'destroyed' | 'verdict'
> & { control: boolean };

/**
 * Whether a record may go to a participant today: default deny (design 2). Asked on draft and again at every serving.
 * Codes: recipient, membership, not-author, control, destroyed, SG-28, SG-30, tlp, confidential.
 */
export function mayReceive(record: Releasable, to: string, from: string, alliance: Alliance, now: Date): Verdict {
  const recipient = participantOf(alliance, to);
  if (!recipient || to === from) return refuseRecipient(to, from, alliance);
  const today = now.toISOString().slice(0, 10);
  for (const code of [to, from]) {
    const standing = standingOn(alliance, code, today);
    if (standing !== 'standing') return refuse('membership', `${code} does not take part on ${today}: ${standing}`);
  }
  if (record.participant !== from)
    return refuse('not-author', `${record.ref} is ${record.participant}'s: only its author's participant releases it`);
  if (record.verdict !== 'own')
    return refuse(
      'not-author',
      `${record.ref} is ${record.verdict} here: what is no longer taken as ${from}'s is not released`,
    );
  if (record.control) return refuse('control', `${record.ref} is a control record and is not released`);
  if (record.destroyed) return refuse('destroyed', `the content of ${record.ref} was destroyed`);
  if (record.realm !== 'live') return refuse('SG-28', `${record.ref} belongs to ${record.realm}`);
  return mayReceiveMarking(record, to, recipient.class, alliance);
}

/** A recipient is one of the other participants. */
function refuseRecipient(to: string, from: string, alliance: Alliance): Verdict {
  if (to === from) return refuse('recipient', `${to} is this participant itself`);
  const others = alliance.profile.participants.map(({ code }) => code).filter((code) => code !== from);
  return refuse('recipient', `${to} is no participant; there are: ${others.join(', ')}`);
}

/** Whether this is one of the other participants, whatever became of its membership. Code: recipient. */
export const judgeRecipient = (to: string, from: string, alliance: Alliance): Verdict =>
  to !== from && participantOf(alliance, to) ? accepted : refuseRecipient(to, from, alliance);

/**
 * Whether content may be released to one authority of a participant: one that its directory names with a wrap key, for
 * what cannot be encrypted to it must not leave, and that has not ended by this day. Codes: authority, authority-ended.
 */
export function judgeAuthority(authority: string, participant: string, alliance: Alliance, day: string): Verdict {
  if (!authority.startsWith(`${participant}/`))
    return refuse('authority', `${authority} is no authority of ${participant}`);
  const ended = endedOn(alliance, authority, day);
  if (ended) return refuse('authority-ended', describeEnd(authority, ended));
  if (wrapKeyOf(alliance, authority)) return accepted;
  const those = alliance.directories.get(participant)?.directory.authorities.map(({ code }) => code) ?? [];
  const others = those.filter((code) => wrapKeyOf(alliance, code)).join(', ') || 'none';
  return refuse('authority', `the directory of ${participant} names no wrap key of ${authority}; of others: ${others}`);
}

function mayReceiveMarking(record: Releasable, to: string, recipientClass: string, alliance: Alliance): Verdict {
  const policy = alliance.profile.releasePolicy;
  const { tlp, base } = record;
  if (base === null || !alliance.profile.markings.base.some((b) => b === base))
    return refuse('SG-30', `${record.ref} has no marking that may travel`);
  const allowed = tlp !== null && isLabel(tlp, policy) ? policy[tlp] : [];
  if (!allowed.some((c) => c === recipientClass))
    return refuse('tlp', `TLP:${tlp ?? 'none'} does not go to ${to} (${recipientClass})`);
  if (base === 'confidential' && !policy.confidential.some((c) => c === recipientClass))
    return refuse('confidential', `confidential records do not go to ${to} (${recipientClass})`);
  return accepted;
}

const isLabel = (
  tlp: string,
  policy: Alliance['profile']['releasePolicy'],
): tlp is Exclude<keyof typeof policy, 'confidential'> => tlp !== 'confidential' && Object.hasOwn(policy, tlp);

/** A release lets go only what its author's participant wrote, as these exact bytes, to whom the policy allows. */
export function judgeRelease(
  envelope: Envelope,
  release: Release,
  known: Known,
  controlKinds: ReadonlySet<string>,
  now: Date,
): Verdict {
  const from = participantFrom(envelope);
  const foreign = release.records.find((item) => !item.ref.startsWith(`${from}/`));
  if (foreign)
    return refuse('not-author', `${foreign.ref} is not ${from}'s: only its author's participant releases it`);
  const { authority } = release;
  const to = envelope.to ?? '';
  if (authority !== undefined && !authority.startsWith(`${to}/`))
    return refuse('authority', `${authority} is no authority of ${to}`);
  if (from !== known.self) return accepted;
  const named =
    authority === undefined ? accepted : judgeAuthority(authority, to, known.alliance, now.toISOString().slice(0, 10));
  if (!named.ok) return named;
  for (const item of release.records) {
    const record = known.records.get(item.ref);
    if (!record) return refuse('record-unknown', `${item.ref} is not here`);
    if (record.digest.toString('base64url') !== item.digest) return refuse('digest', `${item.ref} has another digest`);
    if (known.suspended.has(record.kind))
      return refuse('suspended', `oversight has suspended cases of the type ${record.kind}`);
    const verdict = mayReceive({ ...record, control: controlKinds.has(record.kind) }, to, from, known.alliance, now);
    if (!verdict.ok) return verdict;
  }
  return accepted;
}

/** A recall takes back only what is its author's participant's own, and content only: what was said of it stays said. */
export function judgeRecall(
  envelope: Envelope,
  recall: Release,
  known: Known,
  controlKinds: ReadonlySet<string>,
): Verdict {
  const from = participantFrom(envelope);
  const foreign = recall.records.find((item) => !item.ref.startsWith(`${from}/`));
  if (foreign) return refuse('not-author', `${foreign.ref} is not ${from}'s: only its author's participant recalls it`);
  const control = recall.records.find((item) => controlKinds.has(known.records.get(item.ref)?.kind ?? ''));
  if (control) return refuse('control', `${control.ref} is a control record and is not recalled`);
  if (from !== known.self) return accepted;
  const unknown = recall.records.find(
    (item) => known.records.get(item.ref)?.digest.toString('base64url') !== item.digest,
  );
  return unknown ? refuse('record-unknown', `${unknown.ref} is not here`) : accepted;
}

const participantFrom = (envelope: Envelope): string => envelope.author.split('/', 1)[0] ?? '';
