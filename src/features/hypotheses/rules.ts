import { isPersonBearing, typeOfId } from '@tamga/stix';
import { describeEnd, endedOn } from '#features/alliance/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, KnownRecord, Verdict } from '#features/records/model.ts';
import { attributableTypes, subjectTypes } from './model.ts';
import type { Assessment, Evidence, HypothesisKind, Statement } from './model.ts';

const participantOf = (author: string): string => author.split('/', 1)[0] ?? '';

/**
 * What a record speaks about is named in its envelope, is here where this participant says it, and is of a kind that can be spoken
 * about so. What another named and is not here yet, it waits for. Code: about.
 */
function judgeAbout(
  envelope: Envelope,
  known: Known,
  kinds: readonly (HypothesisKind | 'threat.object')[],
  most = 1,
): Verdict {
  const about = envelope.about ?? [];
  if (about.length === 0 || about.length > most)
    return refuse('about', `${envelope.kind} is about ${most === 1 ? 'one record' : 'one record or more'}`);
  const isOwn = participantOf(envelope.author) === known.self;
  for (const ref of about) {
    const record = known.records.get(ref);
    if (!record && isOwn) return refuse('about', `${ref} is not here`);
    if (record && !kinds.some((kind) => kind === record.kind))
      return refuse('about', `${ref} is a ${record.kind}; ${envelope.kind} is about ${kinds.join(' or ')}`);
  }
  return accepted;
}

/**
 * Words that call somebody a terrorist. The adjective before a deed or a use is let through; before a group it is not. English,
 * Russian, Chinese: the working languages of the profiles. What this cannot see stands in docs/limits.md.
 */
const accusing = [
  /(?<!counter-?|anti-?)\bterrorists?\b(?!\s+(?:use|misuse|purposes?|acts?|attacks?|offences?|financing|content)\b)/iu,
  /террорист(?!ическ)\p{L}*/iu,
  /террористическ\p{L}*\s+(?:групп|организац|ячейк|банд|сообществ)\p{L}*/iu,
  /恐怖(?:分子|组织|團夥|团伙|组织者|組織)/u,
];

/** No one is called a terrorist in any field before final judgment (SG-26). Code: SG-26. */
export function judgeWords(...texts: readonly (string | undefined)[]): Verdict {
  const found = texts.flatMap((text) =>
    accusing.flatMap((form) => (text === undefined ? [] : (form.exec(text) ?? []))),
  );
  const [word] = found;
  return word === undefined
    ? accepted
    : refuse('SG-26', `"${word}" names somebody before a final judgment: say what was done, and that it is suspected`);
}

/** Objects that describe a person or a person's account are no evidence here and nobody is attributed to (SG-07). Code: SG-07. */
function judgeCited(cites: string | undefined): Verdict {
  const type = cites === undefined ? undefined : typeOfId(cites);
  return type !== undefined && isPersonBearing({ type })
    ? refuse('SG-07', `${type} describes a person: say in words what was found, without the person`)
    : accepted;
}

const firstRefusal = (...verdicts: readonly Verdict[]): Verdict => verdicts.find((one) => !one.ok) ?? accepted;

const judgeFinding = ({ summary, gradeReason, cites }: Evidence): Verdict =>
  firstRefusal(judgeWords(summary, gradeReason), judgeCited(cites));

function judgeAttribution({ attributed, evidence }: Statement): Verdict {
  if (!attributed) return accepted;
  const type = attributed.object === undefined ? undefined : typeOfId(attributed.object);
  if (attributed.object !== undefined && !attributableTypes.some((one) => one === type))
    return refuse('attribution', `nothing is attributed to a ${type ?? 'thing without a type'}`);
  // Of an unknown class, too, it may be one person (design 8).
  if (isPersonBearing({ type: 'identity', identity_class: attributed.class }))
    return refuse('SG-07', `a hypothesis names no person; ${attributed.class} may be one`);
  return evidence.some(({ direction }) => direction === 'for')
    ? accepted
    : refuse('SG-26', 'an attribution rests on at least one graded finding for it');
}

/**
 * A hypothesis is about objects that describe no person, names none, and says what speaks against it.
 * Codes: about, subject, attribution, SG-07, SG-26.
 */
export function judgeStatement({ envelope, body }: { envelope: Envelope; body: Statement }, known: Known): Verdict {
  const type = typeOfId(body.object);
  if (!subjectTypes.some((one) => one === type))
    return refuse('subject', `there are hypotheses about ${subjectTypes.join(', ')}; not about ${type ?? 'no type'}`);
  const { question, statement, attributed, noneAgainst, evidence } = body;
  const isOneSided = !evidence.some(({ direction }) => direction === 'against') && noneAgainst === undefined;
  return firstRefusal(
    judgeAbout(envelope, known, ['threat.object'], 100),
    isOneSided
      ? refuse('SG-26', 'say what speaks against it, or in noneAgainst what was looked at without finding any')
      : accepted,
    judgeAttribution(body),
    judgeWords(question, statement, attributed?.name, noneAgainst),
    ...evidence.map(judgeFinding),
  );
}

/** Codes: about, SG-07, SG-26. */
export const judgeEvidence = ({ envelope, body }: { envelope: Envelope; body: Evidence }, known: Known): Verdict =>
  firstRefusal(judgeAbout(envelope, known, ['hypothesis.statement']), judgeFinding(body));

/** An opinion is somebody else's (STIX 2.1 §4.15). Codes: about, own-opinion, SG-26. */
export function judgeOpinion(
  { envelope, body }: { envelope: Envelope; body: { explanation: string } },
  known: Known,
): Verdict {
  const [subject] = subjectsOf(envelope, known);
  return firstRefusal(
    judgeAbout(envelope, known, ['hypothesis.statement', 'hypothesis.assessment', 'threat.object']),
    subject?.author === envelope.author && subject.kind !== 'threat.object'
      ? refuse('own-opinion', `${envelope.author} wrote what this is about: correct or withdraw that instead`)
      : accepted,
    judgeWords(body.explanation),
  );
}

/** A joint assessment weighs hypotheses that it names. Codes: about, prefers, SG-26. */
export function judgeAssessment({ envelope, body }: { envelope: Envelope; body: Assessment }, known: Known): Verdict {
  const { prefers } = body;
  return firstRefusal(
    judgeAbout(envelope, known, ['hypothesis.statement'], 100),
    prefers !== undefined && !envelope.about?.includes(prefers)
      ? refuse('prefers', `${prefers} is none of the hypotheses that it weighs`)
      : accepted,
    judgeWords(body.question, body.judgement, body.against),
  );
}

/** Codes: about, own-opinion, SG-26. */
export function judgeDissent(
  { envelope, body }: { envelope: Envelope; body: { reason: string } },
  known: Known,
): Verdict {
  const [subject] = subjectsOf(envelope, known);
  return firstRefusal(
    judgeAbout(envelope, known, ['hypothesis.assessment']),
    subject?.author === envelope.author
      ? refuse('own-opinion', `${envelope.author} wrote the assessment: correct or withdraw it instead`)
      : accepted,
    judgeWords(body.reason),
  );
}

/** What was said is withdrawn by who said it, and by nobody else. Codes: about, not-author, SG-26. */
export function judgeWithdrawal(
  { envelope, body }: { envelope: Envelope; body: { reason: string } },
  known: Known,
): Verdict {
  const [subject] = subjectsOf(envelope, known);
  return firstRefusal(
    judgeAbout(envelope, known, [
      'hypothesis.statement',
      'hypothesis.evidence',
      'hypothesis.opinion',
      'hypothesis.assessment',
      'hypothesis.dissent',
    ]),
    subject === undefined ? accepted : judgeAuthor(envelope, subject, known),
    judgeWords(body.reason),
  );
}

function judgeAuthor({ author, issuedAt }: Envelope, subject: KnownRecord, { alliance }: Known): Verdict {
  if (author === subject.author) return accepted;
  const ended = endedOn(alliance, subject.author, issuedAt.slice(0, 10));
  if (ended?.successor === author) return accepted;
  const why = ended ? `; ${describeEnd(subject.author, ended)}` : '';
  return refuse('not-author', `${subject.ref} is ${subject.author}'s, and nobody else withdraws it${why}`);
}

const subjectsOf = ({ about = [] }: Envelope, known: Known): KnownRecord[] =>
  about.flatMap((ref) => known.records.get(ref) ?? []);
