import { harmless } from '#platform/cli/table.ts';
import { counted } from '#platform/cli/counted.ts';
import { sayGrade } from './model.ts';
import type { AssessmentView, Board, EvidenceView, HypothesisView, OpinionView } from './model.ts';

type Voice = Pick<OpinionView, 'author' | 'ref' | 'withdrawn'>;

/** One line each: foreign text neither steers a terminal nor looks like a line of its own. */
const line = (text: string): string => harmless(text).replaceAll(/[\n\t]+/g, ' ');
const isGone = ({ withdrawn }: Pick<Voice, 'withdrawn'>): string =>
  withdrawn === null ? '' : ` WITHDRAWN: ${line(withdrawn.reason)}`;
const onEarlier = ({ earlier }: { earlier: boolean }): string => (earlier ? ' (of an earlier version)' : '');

/** All that was said about an object for a person at a terminal: every line says who holds it. */
export function describeBoard(board: Board): string {
  const { hypotheses, matrix, assessments, opinions, withheld, cut } = board;
  if (hypotheses.length + assessments.length + opinions.length === 0 && withheld === 0)
    return `nothing is held about ${board.object} here`;
  const numbers = new Map(hypotheses.map(({ ref }, n) => [ref, `H${n + 1}`]));
  return [
    ...hypotheses.flatMap((one) => describeHypothesis(one, numbers)),
    ...matrix.flatMap((row) => [
      `finding ${line(row.summary)}${row.cites === null ? '' : ` (${row.cites})`}`,
      ...row.cells.flatMap((cell, n) => cell.map((one) => `  H${n + 1} ${describeEvidence(one)}`)),
    ]),
    ...assessments.flatMap((one) => describeAssessment(one, numbers)),
    ...opinions.map((one) => describeOpinion(one, 'opinion on the object')),
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
