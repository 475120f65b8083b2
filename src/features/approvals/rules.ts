import { toBase64url } from '#platform/bytes.ts';
import type {
  Act,
  Approval,
  Appointment,
  ApprovalRule,
  ConfirmationBody,
  Emergency,
  EmergencyState,
  Handling,
} from './model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';

const dayMs = 24 * 3600_000;

/** For how long an emergency act stands that one person approved. */
const emergencyMs = dayMs;

export type Approved = {
  envelope: Envelope;
  approvals: readonly Approval[];
  rule: ApprovalRule | undefined;
  /** Who approved what this confirms: they are other persons. */
  earlier?: readonly Approval[];
  /** Appointments that are known, of these officers. */
  known: readonly Appointment[];
  /** Whether the alliance is a demonstration: only there a program's authenticator counts. */
  isDemo: boolean;
  /** The content is not here: who is appointed cannot be asked, and the envelope has no effect. */
  isEnvelopeAlone: boolean;
};

/**
 * Whether the officers whom the kind asks for approved these exact bytes (design 4; I8). The assertions themselves were verified with the
 * seal. Codes: approvals, approval-missing, approval-author, approval-twice, approval-unknown, approval-role, approval-ended,
 * approval-software, approval-unattested, approval-young.
 */
export function judgeApprovals({
  envelope,
  approvals,
  rule,
  earlier = [],
  known,
  isDemo,
  isEnvelopeAlone,
}: Approved): Verdict {
  if (!rule)
    return approvals.length === 0
      ? accepted
      : refuse('approvals', `${envelope.kind} is approved by nobody: what are these?`);
  const counted = judgeCount(envelope, approvals, rule, earlier);
  if (!counted.ok || isEnvelopeAlone) return counted;
  for (const [place, approval] of approvals.entries()) {
    const appointment = known.find((one) => isOf(one, approval));
    if (!appointment)
      return refuse('approval-unknown', `no appointment gives ${approval.officer} the passkey that signed`);
    const verdict = judgeApproval(envelope, appointment, rule, place, isDemo);
    if (!verdict.ok) return verdict;
  }
  return accepted;
}

/** Whether one person put it into force, whom a second has to confirm. */
export const isEmergency = (approvals: readonly Approval[], rule: ApprovalRule | undefined): boolean =>
  rule?.emergency === true && approvals.length === 1 && rule.roles.length > 1;

function judgeCount(
  envelope: Envelope,
  approvals: readonly Approval[],
  rule: ApprovalRule,
  earlier: readonly Approval[],
): Verdict {
  const wanted = rule.roles.length;
  if (approvals.length !== wanted && !isEmergency(approvals, rule))
    return refuse('approval-missing', `${envelope.kind} needs ${wanted} approvals; there are ${approvals.length}`);
  if (approvals[0]?.officer !== envelope.officers[0])
    return refuse('approval-author', `the first to approve is who wrote it, ${envelope.officers[0] ?? 'nobody'}`);
  const officers = approvals.map(({ officer }) => officer);
  const all = [...earlier, ...approvals];
  if ([all.map(({ officer }) => officer), all.map(({ key }) => key)].some((one) => new Set(one).size < one.length))
    return refuse('approval-twice', 'one person approved it twice');
  const stranger = officers.find((officer) => !officer.startsWith(`${envelope.author}/o-`));
  return stranger ? refuse('approval-role', `${stranger} is no officer of ${envelope.author}`) : accepted;
}

const isOf = (one: Appointment, { appointment, officer, credential, key, rpId }: Approval): boolean =>
  one.ref === appointment &&
  one.officer === officer &&
  one.credential === credential &&
  one.key === key &&
  one.rpId === rpId;

/** Whether this officer may approve at this place, by this passkey. Codes as above. */
export function judgeApproval(
  { issuedAt, kind }: Envelope,
  appointment: Appointment,
  rule: ApprovalRule,
  place: number,
  isDemo: boolean,
): Verdict {
  const { officer, role, since, until, endedAt } = appointment;
  const roles = rule.roles[place] ?? [];
  if (!roles.includes(role))
    return refuse('approval-role', `${officer} is ${role}; ${kind} is for ${roles.join(' or ')} to approve`);
  if (since > issuedAt) return refuse('approval-ended', `${officer} was appointed only after it was written`);
  if ((until !== null && issuedAt.slice(0, 10) > until) || (endedAt !== null && endedAt <= issuedAt))
    return refuse('approval-ended', `the appointment of ${officer} had ended`);
  if (appointment.isSoftware && !isDemo)
    return refuse('approval-software', `${officer} signed with a program’s authenticator`);
  return rule.measure === true && !appointment.isSoftware ? judgeMeasure(issuedAt, appointment) : accepted;
}

/** What restricts somebody takes more than any passkey that was enrolled a moment ago. */
function judgeMeasure(issuedAt: string, { officer, isAttested, since }: Appointment): Verdict {
  if (!isAttested) return refuse('approval-unattested', `no maker vouches for the authenticator of ${officer}`);
  if (Date.parse(issuedAt) - Date.parse(since) < dayMs)
    return refuse('approval-young', `the passkey of ${officer} is younger than a day`);
  return accepted;
}

/** The last moment at which an act that one person put into force stands by itself; `at` is when it was issued. */
export const endOfEmergency = (at: string): Date => new Date(Date.parse(at) + emergencyMs);

/** What one person put into force before this has lapsed or was confirmed. */
export const startOfEmergency = (now: Date): Date => new Date(now.getTime() - emergencyMs);

/** For how long who put something into force alone, which nobody confirmed, does so no more: the week in which proposals wait for a second person. */
export const aloneOnceMs = 7 * dayMs;

/**
 * One person keeps nothing in force from day to day: where an act of the same kind that this officer put into force alone is confirmed by nobody, running
 * or lapsed, the next one within seven days takes two. `others`: such acts of those days. The node that seals it counts all of them; a recipient those
 * that say that they were issued before, for it may be given an earlier one later, with what confirms it. Code: emergency-again.
 */
export function judgeAlone(
  { ref, issuedAt, kind, officers }: Pick<Envelope, 'ref' | 'issuedAt' | 'kind' | 'officers'>,
  others: readonly Pick<Act, 'ref' | 'issuedAt'>[],
  isOwn: boolean,
): Verdict {
  const earlier = others.find((one) => isOwn || isBefore(one, { ref, issuedAt }));
  return earlier
    ? refuse(
        'emergency-again',
        `${officers[0] ?? 'nobody'} put ${earlier.ref} into force alone, which nobody confirmed: no other ${kind} alone within seven days`,
      )
    : accepted;
}

/** Whether an act says that it was issued before another; of one moment, by the ref. */
export const isBefore = (one: Pick<Act, 'ref' | 'issuedAt'>, other: Pick<Act, 'ref' | 'issuedAt'>): boolean =>
  one.issuedAt < other.issuedAt || (one.issuedAt === other.issuedAt && one.ref < other.ref);

/** What rules may know of an act that one person put into force; undefined where it is none. */
export function toEmergency(
  { author, issuedAt, ...handling }: Pick<Act, 'author' | 'issuedAt'> & Handling,
  digest: Uint8Array,
  approvals: readonly Approval[],
  rule: ApprovalRule | undefined,
): Emergency | undefined {
  if (!rule || !isEmergency(approvals, rule)) return undefined;
  const missing = { ...rule, roles: rule.roles.slice(approvals.length), emergency: false };
  return { author, digest: toBase64url(digest), issuedAt, approvals, missing, handling };
}

/**
 * Whether a record confirms an act that one person of its own authority put into force, in time: one's own by the clock, another's by
 * when it says that it was issued. What is not here yet, it waits for. One's own is handled as the act is: another's label would keep the act from
 * who may have it, another day would make it lapse for who is given it later. What others sealed before that was asked counts. Codes: about,
 * not-emergency, handled-otherwise, emergency-over.
 */
export function judgeConfirmation(
  { envelope, body: { record: named } }: { envelope: Envelope; body: ConfirmationBody },
  known: Pick<Known, 'self' | 'records' | 'emergencies'>,
  now: Date,
): Verdict {
  const { about = [], author } = envelope;
  const isOwn = author.split('/', 1)[0] === known.self;
  if (about.length !== 1 || about[0] !== named.ref)
    return refuse('about', `${envelope.kind} is about the one record that it confirms`);
  const { verdict } = known.records.get(named.ref) ?? {};
  const act = known.emergencies.get(named.ref);
  if (!act && verdict !== 'own' && verdict !== 'accepted')
    return isOwn ? refuse('about', `${named.ref} is not here`) : accepted;
  if (act?.author !== author)
    return refuse('not-emergency', `${named.ref} is nothing that one officer of ${author} put into force`);
  if (act.digest !== named.digest) return refuse('not-emergency', `${named.ref} has another digest`);
  const other = isOwn
    ? handlingMembers.find((member) => told(envelope[member]) !== told(act.handling[member]))
    : undefined;
  if (other)
    return refuse('handled-otherwise', `${other}: ${named.ref} has another; what confirms it is handled as it is`);
  const at = isOwn ? now.toISOString() : envelope.issuedAt;
  const until = endOfEmergency(act.issuedAt).toISOString();
  return at < until && envelope.issuedAt >= act.issuedAt
    ? accepted
    : refuse('emergency-over', `${named.ref} had to be confirmed before ${until}`);
}

const handlingMembers = ['marking', 'basis', 'purpose', 'retainUntil', 'case'] as const;

/** The same text for the same handling, in whichever order its members stand. */
const told = (value: unknown): string => JSON.stringify(value ?? null, ['tlp', 'base', 'pap', 'instrument', 'article']);

/**
 * What became of an act that one person put into force, as far as its confirmations are here: who confirms is another officer of the same
 * authority, and in time. It hangs on envelopes alone, so that it stands when content is gone.
 */
export function foldEmergency(act: Act, confirmations: readonly Act[], now: Date): EmergencyState {
  const until = endOfEmergency(act.issuedAt).toISOString();
  const confirmation = confirmations.find(
    ({ author, officers, issuedAt }) =>
      author === act.author &&
      !officers.some((officer) => act.officers.includes(officer)) &&
      issuedAt >= act.issuedAt &&
      issuedAt < until,
  );
  const state = confirmation ? 'confirmed' : now.toISOString() < until ? 'in-force' : 'lapsed';
  return { state, until, confirmation: confirmation?.ref ?? null };
}

/**
 * The first officers of an authority approve the record that appoints them: once for each record key, which the participant's root key
 * vouches for. Code: founded.
 */
export function judgeFounding(
  { author, ref }: Envelope,
  kid: string,
  approvals: readonly Approval[],
  { founded }: Pick<Known, 'founded'>,
): Verdict {
  if (approvals.some(({ appointment }) => appointment !== ref))
    return refuse('founded', 'officers who are appointed already need not appoint themselves');
  const before = founded.get(foundedKey(author, kid));
  return before === undefined || before === ref
    ? accepted
    : refuse('founded', `${author} appointed its first officers under this key before, in ${before}`);
}

export const foundedKey = (author: string, kid: string): string => `${author} ${kid}`;
