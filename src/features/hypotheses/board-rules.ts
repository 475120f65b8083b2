import { confidenceWords } from '@tamga/stix';
import type { AssessmentView, Board, EvidenceView, HypothesisView, OpinionView } from './board-model.ts';
import type { Said, SaidOf, Statement } from './model.ts';

export const viewConfidence = (value: number): { value: number; words: string } => ({
  value,
  words: confidenceWords(value) ?? '',
});

/** `Likely/Probable, 70 of 100`. */
const sayConfidence = (value: number): string => `${confidenceWords(value) ?? ''}, ${value} of 100`;

/** A hypothesis as one sentence: never without its author, its word of caution and its confidence (SG-26). No name ends the brackets that it stands in. */
export function sayHeld(
  author: string,
  body: Pick<Statement, 'statement' | 'term' | 'confidence' | 'attributed'>,
): string {
  const { statement, term, confidence, attributed } = body;
  const whom = attributed
    ? ` [attribution to ${attributed.name.replaceAll('[', '(').replaceAll(']', ')')}, ${attributed.class}]`
    : '';
  return `${author} holds as ${term} (${sayConfidence(confidence)})${whom}: ${statement}`;
}

/** A board as far as it follows from the records of this feature. */
export type FoldedBoard = Omit<Board, 'name' | 'remarks' | 'remarksCut' | 'withheld' | 'cut'>;

type Kinds = Said['kind'];

/** The records by what became of them: which ones their author replaced, and which ones he withdrew. */
type Sorted = {
  of<Kind extends Kinds>(kind: Kind): SaidOf<Kind>[];
  /** Those of a kind that are about a record, or about an earlier version of it. Of each only the newest version. */
  about<Kind extends Kinds>(kind: Kind, ref: string): SaidOf<Kind>[];
  newest(ref: string): string;
  versions(ref: string): string[];
  withdrawalOf(ref: string): { ref: string; at: string; reason: string } | null;
};

/** The order of folds: by time, then by ref (design 4). */
const inOrder = (a: Said, b: Said): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.ref < b.ref ? -1 : 1);

function sort(said: readonly Said[]): Sorted {
  const ordered = said.toSorted(inOrder);
  const replacedBy = new Map(
    ordered.flatMap((one) => (one.replaces === null ? [] : [[one.replaces, one.ref] as const])),
  );
  const before = new Map([...replacedBy].map(([old, next]) => [next, old]));
  const follow = (ref: string, next: ReadonlyMap<string, string>): string[] => {
    const met = [ref];
    for (let at = next.get(ref); at !== undefined && !met.includes(at); at = next.get(at)) met.push(at);
    return met;
  };
  const newest = (ref: string): string => follow(ref, replacedBy).at(-1) ?? ref;
  const of = <Kind extends Kinds>(kind: Kind): SaidOf<Kind>[] =>
    ordered.filter((one): one is SaidOf<Kind> => one.kind === kind && !replacedBy.has(one.ref));
  const withdrawals = new Map(
    of('hypothesis.withdrawal').map((one) => [
      one.about[0] ?? '',
      { ref: one.ref, at: one.at, reason: one.content.reason },
    ]),
  );
  return {
    of,
    newest,
    about: (kind, ref) => of(kind).filter((one) => one.about.some((subject) => newest(subject) === ref)),
    versions: (ref) => follow(ref, before).slice(1),
    withdrawalOf: (ref) => withdrawals.get(ref) ?? null,
  };
}

const voiceOf = ({ ref, author, at, marking }: Said, sorted: Sorted) => ({
  ref,
  author,
  at,
  marking,
  withdrawn: sorted.withdrawalOf(ref),
});

const opinionsAbout = (ref: string, sorted: Sorted): OpinionView[] =>
  sorted
    .about('hypothesis.opinion', ref)
    .map((one) => ({ ...voiceOf(one, sorted), ...one.content, earlier: !one.about.includes(ref) }));

function viewHypothesis(one: SaidOf<'hypothesis.statement'>, sorted: Sorted): HypothesisView {
  const { question, statement, term, confidence, attributed, noneAgainst } = one.content;
  return {
    ...voiceOf(one, sorted),
    question,
    statement,
    term,
    confidence: viewConfidence(confidence),
    attributed: attributed ? { ...attributed, object: attributed.object ?? null } : null,
    held: sayHeld(one.author, one.content),
    noneAgainst: noneAgainst ?? null,
    versions: sorted.versions(one.ref),
    opinions: opinionsAbout(one.ref, sorted),
  };
}

const participantOf = (author: string): string => author.split('/', 1)[0] ?? '';

/**
 * An assessment as one sentence: its author's proposal until each other participant that it names has an opinion or a dissent standing
 * about this version of it, for nobody is spoken for by being named (SG-26).
 */
function sayJudged(
  { author, content }: SaidOf<'hypothesis.assessment'>,
  voices: readonly Pick<OpinionView, 'author' | 'withdrawn' | 'earlier'>[],
): string {
  const { judgement, term, confidence, participants } = content;
  const answered = new Set(
    voices.flatMap((voice) => (voice.withdrawn || voice.earlier ? [] : [participantOf(voice.author)])),
  );
  const isShared = participants.every((code) => code === participantOf(author) || answered.has(code));
  const who = isShared ? `${author} judges` : `proposed by ${author} for ${participants.join(', ')}`;
  return `${who} as ${term} (${sayConfidence(confidence)}): ${judgement}`;
}

function viewAssessment(one: SaidOf<'hypothesis.assessment'>, sorted: Sorted): AssessmentView {
  const { question, judgement, term, confidence, participants, prefers, against } = one.content;
  const opinions = opinionsAbout(one.ref, sorted);
  // Whatever its author made of the assessment since: who dissented does so until he himself says otherwise.
  const dissents = sorted.about('hypothesis.dissent', one.ref).map((dissent) => ({
    ...voiceOf(dissent, sorted),
    reason: dissent.content.reason,
    confidence: dissent.content.confidence === undefined ? null : viewConfidence(dissent.content.confidence),
    earlier: !dissent.about.includes(one.ref),
  }));
  return {
    ...voiceOf(one, sorted),
    question,
    judgement,
    term,
    confidence: viewConfidence(confidence),
    participants,
    considered: [...one.about],
    prefers: prefers ?? null,
    against,
    held: sayJudged(one, [...dissents, ...opinions]),
    versions: sorted.versions(one.ref),
    dissents,
    opinions,
  };
}

type Finding = EvidenceView & { hypothesis: string };

/** All findings about a hypothesis: those in its own body, and those that its author and others added. */
function findingsAbout(one: SaidOf<'hypothesis.statement'>, sorted: Sorted): Finding[] {
  const inside = one.content.evidence.map((evidence) => ({
    ...voiceOf(one, sorted),
    ...evidence,
    cites: evidence.cites ?? null,
    earlier: false,
    hypothesis: one.ref,
  }));
  const added = sorted.about('hypothesis.evidence', one.ref).map((evidence) => ({
    ...voiceOf(evidence, sorted),
    ...evidence.content,
    cites: evidence.content.cites ?? null,
    earlier: !evidence.about.includes(one.ref),
    hypothesis: one.ref,
  }));
  return [...inside, ...added];
}

/**
 * One line for what is the same finding: the same record or object that is cited, or, where an author grades another's finding by
 * citing it, that one; without any, the same words of the same author.
 */
function keyOf(finding: Finding, byRef: ReadonlyMap<string, Finding>): string {
  const met = new Set<string>();
  let at = finding;
  for (;;) {
    if (at.cites === null) return `${at.author} ${at.summary}`;
    const cited = byRef.get(at.cites);
    if (!cited || met.has(at.cites)) return at.cites;
    met.add(at.cites);
    at = cited;
  }
}

function layMatrix(hypotheses: readonly SaidOf<'hypothesis.statement'>[], sorted: Sorted): Board['matrix'] {
  const findings = hypotheses.flatMap((one) => findingsAbout(one, sorted));
  const ownRecord = new Set(hypotheses.map(({ ref }) => ref));
  const byRef = new Map(findings.filter(({ ref }) => !ownRecord.has(ref)).map((one) => [one.ref, one]));
  const rows = Map.groupBy(findings, (one) => keyOf(one, byRef));
  return [...rows].map(([key, group]) => ({
    key,
    summary: group[0]?.summary ?? '',
    cites: group[0]?.cites ?? null,
    cells: hypotheses.map(({ ref }) =>
      group.filter(({ hypothesis }) => hypothesis === ref).map(({ hypothesis: _, ...view }) => view),
    ),
  }));
}

/**
 * All that was said about an object, side by side: pure, whatever the order in which it came. Nobody's word takes another's away:
 * a record is replaced or withdrawn by its own author alone (`judgeReplacement`, `judgeWithdrawal`), and what is withdrawn stays to
 * be read.
 */
export function foldBoard(object: string, said: readonly Said[]): FoldedBoard {
  const sorted = sort(said);
  const hypotheses = sorted.of('hypothesis.statement').filter((one) => one.content.object === object);
  const spoken = new Set(said.map(({ ref }) => ref));
  return {
    object,
    hypotheses: hypotheses.map((one) => viewHypothesis(one, sorted)),
    matrix: layMatrix(hypotheses, sorted),
    assessments: sorted.of('hypothesis.assessment').map((one) => viewAssessment(one, sorted)),
    opinions: sorted
      .of('hypothesis.opinion')
      .filter(({ about }) => !about.some((ref) => spoken.has(ref)))
      .map((one) => ({ ...voiceOf(one, sorted), ...one.content, earlier: false })),
  };
}
