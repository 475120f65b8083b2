import { accepted, maxBlobBytes, mediaType, refuse } from './model.ts';
import type { AnyKind, Draft, Envelope, Known, Readers, Verdict } from './model.ts';
import { describeEnd, endedOn, nodeAuthority, participantOf, standingOn } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import type { Viewer } from '#features/officers/model.ts';

/** What is said about the handling of content. */
type Handling = Pick<Envelope, 'marking' | 'basis' | 'purpose' | 'retainUntil'>;

/** The control kinds that the node's own key seals, besides its accounts (design 5): it confirms and refuses, it never releases. */
const nodeKinds = new Set(['receipt', 'refusal']);

/**
 * What holds for every record, on draft and on arrival. `kind` is undefined when this node does not know it.
 * Codes: kind-unknown, version, needs, blobs, blob-size, profile, SG-28, author-unknown, authority-ended, node-key, officers, to,
 * missing-<member>, SG-30, tlp, basis, purpose, retention.
 */
export function judgeEnvelope(envelope: Envelope, kind: AnyKind | undefined, known: Known): Verdict {
  if (!kind) return refuse('kind-unknown', `this node does not know the kind ${envelope.kind}`);
  if (envelope.v !== 1) return refuse('version', `this node knows version 1 of ${envelope.kind}, not ${envelope.v}`);
  if (envelope.needs && envelope.needs.length > 0)
    return refuse('needs', `this node does not understand ${envelope.needs.join(', ')}`);
  const carried = judgeBlobs(envelope, kind);
  if (!carried.ok) return carried;
  const { profile } = known.alliance;
  if (envelope.profile > profile.number)
    return refuse('profile', `made under profile ${envelope.profile}; this node holds ${profile.number}`);
  if (envelope.realm !== 'live') return refuse('SG-28', `${envelope.realm} does not reach the live realm`);
  const participant = envelope.author.split('/', 1)[0] ?? '';
  if (!participantOf(known.alliance, participant)) return refuse('author-unknown', `${participant} is no participant`);
  const ended = endedOn(known.alliance, envelope.author, envelope.issuedAt.slice(0, 10));
  if (ended && !isEnding(envelope.kind)) return refuse('authority-ended', describeEnd(envelope.author, ended));
  const byNode = envelope.author === nodeAuthority(participant);
  const isAccount = kind.account ?? false;
  if (byNode !== (isAccount || nodeKinds.has(envelope.kind)))
    return refuse('node-key', `${envelope.author} may not author ${envelope.kind}`);
  if (!byNode && envelope.officers.length === 0 && !isByProfile(envelope, participant, known))
    return refuse('officers', 'no officer acted');
  // An account names whom it is about; everything else, who acted.
  const home = isAccount ? `${participant}/` : `${envelope.author}/o-`;
  const stranger = envelope.officers.find((o) => !o.startsWith(home));
  if (stranger) return refuse('officers', `${stranger} is no officer of ${isAccount ? participant : envelope.author}`);
  if (isAccount) return judgeAccount(envelope, known);
  return kind.control ? judgeControl(envelope, known) : judgeContent(envelope, known);
}

/** Which kinds name blobs, and which blobs may be named (RFC 6838 §4.2 for their types). Codes: blobs, blob-size. */
function judgeBlobs({ blobs = [], kind: name }: Envelope, kind: AnyKind): Verdict {
  if (blobs.length > 0 && !kind.blobs) return refuse('blobs', `${name} carries no blobs`);
  if (new Set(blobs.map(({ sha256 }) => sha256)).size < blobs.length) return refuse('blobs', 'a blob is named twice');
  if (blobs.some(({ type }) => !mediaType.test(type))) return refuse('blobs', 'the type of a blob is no media type');
  const large = blobs.find(({ size }) => size > maxBlobBytes);
  return large ? refuse('blob-size', `a blob of ${large.size} bytes; ${maxBlobBytes} is the limit`) : accepted;
}

/**
 * Kinds by which what was given is taken back and confirmed, and by which a participant answers to oversight for what it did:
 * those travel whatever has become of a membership.
 */
const endingKinds = new Set(['recall', 'receipt', 'refusal', 'leaf.demand', 'leaf.opening', 'oversight.finding']);

/** Whether a kind of record still travels from and to a participant that does not take part. */
export const isEnding = (kind: string): boolean => endingKinds.has(kind);

/** What another says is taken while it takes part (design 5), whenever it says to have said it. Code: membership. */
export function judgeMembership(envelope: Envelope, known: Known, now: Date): Verdict {
  const author = envelope.author.split('/', 1)[0] ?? '';
  if (author === known.self || isEnding(envelope.kind)) return accepted;
  const today = now.toISOString().slice(0, 10);
  const standing = standingOn(known.alliance, author, today);
  return standing === 'standing'
    ? accepted
    : refuse('membership', `${author} does not take part on ${today}: ${standing}`);
}

/** A recall that the profile decided on: whoever gave or has the records has left or leaves (decision 0018). */
const isByProfile = (envelope: Envelope, participant: string, { alliance }: Known): boolean =>
  envelope.kind === 'recall' &&
  [participant, envelope.to ?? ''].some((code) => participantOf(alliance, code)?.to !== undefined);

function judgeControl(envelope: Envelope, known: Known): Verdict {
  if (envelope.to === undefined) return refuse('to', `${envelope.kind} names no recipient`);
  if (!participantOf(known.alliance, envelope.to)) return refuse('to', `${envelope.to} is no participant`);
  if (envelope.marking && !known.alliance.profile.markings.base.includes(envelope.marking.base))
    return refuse('SG-30', `marking ${envelope.marking.base}: state secrets are not exchanged here (R16)`);
  return accepted;
}

/** It has a marking, should its content be released to oversight, and rests on no basis: a node owes its accounts. */
function judgeAccount(envelope: Envelope, known: Known): Verdict {
  if (envelope.to !== undefined) return refuse('to', `${envelope.kind} is due, not addressed`);
  return judgeMarking(envelope.marking, known.alliance.profile);
}

function judgeContent(envelope: Envelope, known: Known): Verdict {
  if (envelope.to !== undefined)
    return refuse('to', `${envelope.kind} is let go by a release, not by naming a recipient`);
  return judgeHandling(envelope, envelope.issuedAt, known.alliance.profile);
}

/**
 * Whether the profile allows what is said about the handling of a content record, whatever its content.
 * Codes: missing-<member>, SG-30, tlp, basis, purpose, retention.
 */
export function judgeHandling(envelope: Handling, issuedAt: string, profile: Alliance['profile']): Verdict {
  const marked = judgeMarking(envelope.marking, profile);
  if (!marked.ok) return marked;
  if (!envelope.basis) return refuse('missing-basis', 'no legal basis is named');
  for (const { instrument, article } of envelope.basis) {
    const found = profile.instruments.find((i) => i.id === instrument)?.articles.some((a) => a.article === article);
    if (!found) return refuse('basis', `the profile has no article ${article} of ${instrument}`);
  }
  if (!envelope.purpose) return refuse('missing-purpose', 'no purpose is named');
  if (!profile.purposes.some((p) => p.code === envelope.purpose))
    return refuse('purpose', `${envelope.purpose} is no purpose of the profile`);
  if (!envelope.retainUntil) return refuse('missing-retainUntil', 'no end of retention is named (handling rule 8)');
  if (envelope.retainUntil < issuedAt.slice(0, 10))
    return refuse('retention', 'retention ends before the record was made');
  return accepted;
}

function judgeMarking(marking: Envelope['marking'], profile: Alliance['profile']): Verdict {
  if (!marking) return refuse('missing-marking', 'a record without marking is not sealed (handling rule 1)');
  if (!profile.markings.base.includes(marking.base))
    return refuse('SG-30', `marking ${marking.base}: state secrets are not exchanged here (R16)`);
  if (!profile.markings.tlp.includes(marking.tlp))
    return refuse('tlp', `TLP:${marking.tlp} is not a label of the profile`);
  return accepted;
}

/** What must be here before a record can be applied. */
export const needsOf = (envelope: Envelope): string[] =>
  [...new Set([envelope.case, envelope.replaces, ...(envelope.about ?? [])])].filter(
    (ref): ref is string => ref !== undefined && ref !== envelope.ref,
  );

/** What a draft names: who writes it has to be able to read that (decision 0054). */
export const refsOfDraft = ({
  case: ofCase,
  replaces,
  about = [],
  sources = [],
}: Pick<Draft, 'case' | 'replaces' | 'about' | 'sources'>): string[] =>
  [ofCase, replaces, ...about, ...sources].filter((ref) => ref !== undefined);

/** A correction replaces its author's own earlier record, or that of an authority in whose place its author stands. */
export function judgeReplacement(envelope: Envelope, known: Known): Verdict {
  const old = envelope.replaces === undefined ? undefined : known.records.get(envelope.replaces);
  const ended = old && endedOn(known.alliance, old.author, envelope.issuedAt.slice(0, 10));
  const isOwn = old?.author === envelope.author || ended?.successor === envelope.author;
  if (old && (!isOwn || old.kind !== envelope.kind))
    return refuse('replaces', `${envelope.author} may not replace ${old.kind} by ${old.author}`);
  return accepted;
}

/**
 * The purpose for which somebody has to be assigned who reads a record's content: of what is marked confidential or TLP:RED, and of kinds
 * that are confidential. Null of everything else, of what the exchange is made of, and of a node's accounts; '' where its purpose is none of
 * the profile's, which no desk is for: somebody is assigned to its case.
 */
export function guardOf(
  { marking, purpose = '' }: Handling,
  kind: AnyKind | undefined,
  { purposes }: Alliance['profile'],
): string | null {
  if (kind?.control || kind?.account) return null;
  const isGuarded = marking?.base === 'confidential' || marking?.tlp === 'RED' || kind?.confidential === true;
  if (!isGuarded) return null;
  return purposes.some(({ code }) => code === purpose) ? purpose : '';
}

/** Whether somebody may read a body that these may read: the role must see content, the authority be among the readers. */
export const mayRead = (viewer: Viewer, readers: Readers): boolean =>
  viewer.content && (readers === null || readers.includes(viewer.authority));
