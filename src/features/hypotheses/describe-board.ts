import { harmless } from '#platform/cli/table.ts';
import { counted } from '#platform/cli/counted.ts';
import type { Remark } from '#features/threats/model.ts';
import { sayGrade } from './model.ts';
import type { AssessmentView, Board, EvidenceView, HypothesisView, OpinionView } from './board-model.ts';

type Voice = Pick<OpinionView, 'author' | 'ref' | 'withdrawn'>;

/** One line each: foreign text neither steers a terminal nor looks like a line of its own. */
const line = (text: string): string => harmless(text).replaceAll(/[\n\t]+/g, ' ');
const isGone = ({ withdrawn }: Pick<Voice, 'withdrawn'>): string =>
  withdrawn === null ? '' : ` WITHDRAWN: ${line(withdrawn.reason)}`;
const onEarlier = ({ earlier }: { earlier: boolean }): string => (earlier ? ' (of an earlier version)' : '');

/** All that was said about an object for a person at a terminal: every line says who holds it. */
export function describeBoard(board: Board): string {
  const { hypotheses, matrix, assessments, opinions, remarks, remarksCut, withheld, cut } = board;
  const isHeld = hypotheses.length + assessments.length + opinions.length + withheld > 0;
  if (!isHeld && remarks.length === 0) return `nothing is held about ${board.object} here`;
  const numbers = new Map(hypotheses.map(({ ref }, n) => [ref, `H${n + 1}`]));
  return [
    ...(isHeld ? [] : [`no member holds anything about ${board.object} here`]),
    ...hypotheses.flatMap((one) => describeHypothesis(one, numbers)),
    ...matrix.flatMap((row) => [
      `finding ${line(row.summary)}${row.cites === null ? '' : ` (${row.cites})`}`,
      ...row.cells.flatMap((cell, n) => cell.map((one) => `  H${n + 1} ${describeEvidence(one)}`)),
    ]),
    ...assessments.flatMap((one) => describeAssessment(one, numbers)),
    ...opinions.map((one) => describeOpinion(one, 'opinion on the object')),
    ...remarks.map(describeRemark),
    ...(remarksCut ? ['more was said of it in imported objects than is shown here'] : []),
    ...(withheld > 0 ? [`${counted(withheld, 'record')} that you may not read`] : []),
    ...(cut ? ['there is more than is shown here'] : []),
  ].join('\n');
}

const describeHypothesis = (one: HypothesisView, numbers: ReadonlyMap<string, string>): string[] => [
  `${numbers.get(one.ref) ?? ''} ${line(one.held)}${isGone(one)}`,
  `  asks ${line(one.question)}`,
  `  record ${one.ref}`,
  ...(one.noneAgainst === null ? [] : [`  against it, says its author: none; ${line(one.noneAgainst)}`]),
  ...one.opinions.map((opinion) => `  ${describeOpinion(opinion, 'opinion')}`),
];

const describeEvidence = (one: EvidenceView): string =>
  `${one.direction}, ${one.weight}, ${sayGrade(one.grade)}, says ${one.author}${onEarlier(one)}${isGone(one)}`;

const describeOpinion = (one: OpinionView, what: string): string =>
  `${what} of ${one.author}: ${one.opinion}${onEarlier(one)}: ${line(one.explanation)}${isGone(one)}`;

/** What came in STIX: who made it, and who hands it on. */
function describeRemark({
  what,
  author,
  createdBy,
  opinion,
  held,
  to,
  abstract,
  text,
  confidence,
  revoked,
}: Remark): string {
  const said = [
    opinion,
    held === null || to === null ? null : `${held} → ${to.name ?? to.id}`,
    what === 'confidence' ? 'of the object itself' : null,
    abstract,
    text,
    confidence === null ? null : `confidence: ${confidence.words} (${confidence.value} of 100)`,
  ].filter((part) => part !== null);
  const by = `${createdBy ?? 'an author who is not named here'}, handed on by ${author}`;
  return line(`imported ${what} of ${by}${revoked ? ' (revoked)' : ''}: ${said.join('; ')}`);
}

const describeAssessment = (one: AssessmentView, numbers: ReadonlyMap<string, string>): string[] => [
  `joint assessment: ${line(one.held)}${isGone(one)}`,
  `  of ${one.considered.map((ref) => numbers.get(ref) ?? ref).join(', ')}, for ${one.participants.join(', ')}, record ${one.ref}`,
  `  against it: ${line(one.against)}`,
  ...one.dissents.map(
    (dissent) => `  DISSENT of ${dissent.author}${onEarlier(dissent)}: ${line(dissent.reason)}${isGone(dissent)}`,
  ),
  ...(one.dissents.length === 0 ? ['  no dissent is here'] : []),
  ...one.opinions.map((opinion) => `  ${describeOpinion(opinion, 'opinion')}`),
];
