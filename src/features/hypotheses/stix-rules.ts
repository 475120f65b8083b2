import { narrowestTlp, parseTlp, tlpMarking, typeOfId } from '@tamga/stix';
import type { HandlingMarking, StixValue } from '@tamga/stix';
import { markingsOf } from '#features/threats/model.ts';
import type { FoldedBoard } from './board-rules.ts';
import { sayGrade } from './model.ts';
import type { AssessmentView, EvidenceView, HypothesisView, OpinionView } from './board-model.ts';
import { extensionId, identityOf, madeId, makers } from './stix-makers-rules.ts';

type Voice = Pick<OpinionView, 'ref' | 'author' | 'at' | 'withdrawn' | 'marking'>;

/**
 * A board as STIX 2.1: every hypothesis, added finding, assessment and dissent is a note, every opinion an opinion, each by the identity
 * of its author. There is no relationship among them: what an author attributes is a sentence that begins with his name, with his
 * confidence, and with what speaks against it in the same note (SG-26). `alliance` makes the authors' identifiers its own. Each is
 * marked as narrowly as all that is said in it; definitions of markings other than TLP's, which every reader knows, stand at the end.
 */
export function toStix(board: FoldedBoard, alliance: string): StixValue[] {
  const definitions = new Map<string, HandlingMarking>();
  const idOf = (type: string, name: string): string => madeId(alliance, type, name);
  const noteId = (ref: string): string => idOf('note', ref);
  const common = (type: 'note' | 'opinion', one: Voice, others: readonly Voice[] = []) => {
    const all = [one, ...others];
    const markings = narrowest(all, alliance);
    for (const marking of markings) if (!('extensions' in marking)) definitions.set(marking.id, marking);
    return {
      type,
      spec_version: '2.1',
      id: idOf(type, one.ref),
      created_by_ref: idOf('identity', one.author),
      created: one.at,
      // What it says changes with what others said in it, and so does its version.
      modified: all.flatMap(({ at, withdrawn }) => [at, withdrawn?.at ?? at]).reduce((a, b) => (a < b ? b : a)),
      ...(one.withdrawn ? { revoked: true } : {}),
      authors: [one.author],
      object_marking_refs: markings.map(({ id }) => id),
    };
  };
  const note = (one: Voice, what: string, said: SaidInNote) => ({
    ...common('note', one, said.others),
    labels: [what],
    abstract: said.abstract,
    content: said.content,
    object_refs: said.about,
    extensions: { [extensionId]: { extension_type: 'property-extension', what, ref: one.ref, ...said.parts } },
  });
  const opinion = (one: OpinionView, about: string) => ({
    ...common('opinion', one),
    opinion: one.opinion,
    explanation: one.explanation,
    object_refs: [about],
  });
  const findings = board.hypotheses.map(({ ref }, n) =>
    board.matrix.flatMap(({ cells }) => cells[n] ?? []).map((one) => ({ ...one, of: ref })),
  );
  const inside = (ref: string) => findings.flat().filter((one) => one.of === ref && one.ref === ref);
  const added = findings.flat().filter((one) => one.of !== one.ref);

  const said = [
    ...board.hypotheses.flatMap((one) => [
      {
        ...note(one, 'hypothesis', {
          about: [board.object],
          abstract: `Hypothesis: ${one.question}`,
          content: sayWhole(one, inside(one.ref)),
          parts: partsOf(one, inside(one.ref)),
        }),
        confidence: one.confidence.value,
      },
      ...one.opinions.map((given) => opinion(given, noteId(one.ref))),
    ]),
    ...added.map((one) =>
      note(one, 'evidence', {
        about: [noteId(one.of), ...(one.cites !== null && typeOfId(one.cites) !== undefined ? [one.cites] : [])],
        abstract: `Finding, ${one.direction}`,
        content: `${one.author} says: ${sayFinding(one)}`,
        parts: findingParts(one),
      }),
    ),
    ...board.assessments.flatMap((one) => assessmentNotes(one, noteId, note, opinion)),
    ...board.opinions.map((given) => opinion(given, board.object)),
  ];
  const authors = [...new Set(said.flatMap((one) => one.authors))].toSorted();
  const identities = authors.map((name) => identityOf(alliance, name));
  return said.length === 0 ? [] : [...makers, ...identities, ...said, ...definitions.values()];
}

/** `others`: whose words stand in it besides its author's. */
type SaidInNote = { about: string[]; abstract: string; content: string; parts: object; others?: readonly Voice[] };
type Note = (one: Voice, what: string, said: SaidInNote) => StixValue & { authors: string[] };
type MakeOpinion = (one: OpinionView, about: string) => StixValue & { authors: string[] };

function assessmentNotes(
  one: AssessmentView,
  noteId: (ref: string) => string,
  note: Note,
  opinion: MakeOpinion,
): (StixValue & { authors: string[] })[] {
  const { question, judgement, term, participants, prefers } = one;
  return [
    {
      ...note(one, 'joint-assessment', {
        about: one.considered.map(noteId),
        abstract: `Joint assessment: ${question}`,
        content: [one.held, `Against it: ${one.against}`, ...one.dissents.map(sayDissent)].join('\n'),
        others: one.dissents,
        parts: { judgement, term, participants, ...(prefers === null ? {} : { prefers: noteId(prefers) }) },
      }),
      confidence: one.confidence.value,
    },
    ...one.dissents.map((dissent) => ({
      ...note(dissent, 'dissent', {
        about: [noteId(one.ref)],
        abstract: `Dissent of ${dissent.author}`,
        content: `${dissent.author} does not share it: ${dissent.reason}`,
        parts: {},
      }),
      ...(dissent.confidence === null ? {} : { confidence: dissent.confidence.value }),
    })),
    ...one.opinions.map((given) => opinion(given, noteId(one.ref))),
  ];
}

/** The narrowest TLP label of several, and whatever else any of them is marked with. */
function narrowest(all: readonly Voice[], alliance: string): HandlingMarking[] {
  const each = all.map(({ marking }) => marking ?? { tlp: 'RED', base: 'unclassified' });
  const label = narrowestTlp(each.map(({ tlp }) => parseTlp(tlp) ?? 'RED')) ?? 'RED';
  const others = each.flatMap((marking) => markingsOf(marking, alliance).slice(1));
  return [tlpMarking(label), ...new Map(others.map((one) => [one.id, one])).values()];
}

const sayDissent = ({ author, reason, withdrawn }: AssessmentView['dissents'][number]): string =>
  `Dissent of ${author}${withdrawn ? `, withdrawn (${withdrawn.reason})` : ''}: ${reason}`;

const sayFinding = ({ direction, weight, grade, gradeReason, summary }: EvidenceView): string =>
  `${direction}, ${weight}, graded ${sayGrade(grade)} (${gradeReason}): ${summary}`;

/** The hypothesis with all that its author says for and against it: whoever has the note has the whole. */
const sayWhole = (one: HypothesisView, inside: readonly EvidenceView[]): string =>
  [
    one.held,
    ...inside.map((finding) => `Finding ${sayFinding(finding)}`),
    ...(one.noneAgainst === null ? [] : [`Against it, says its author: none. ${one.noneAgainst}`]),
  ].join('\n');

const findingParts = ({ summary, cites, direction, weight, grade, gradeReason }: EvidenceView) => ({
  summary,
  direction,
  weight,
  grade,
  grade_reason: gradeReason,
  ...(cites === null ? {} : { cites }),
});

const partsOf = ({ statement, term, attributed }: HypothesisView, inside: readonly EvidenceView[]) => ({
  statement,
  term,
  ...(attributed
    ? {
        attribution_held: {
          name: attributed.name,
          identity_class: attributed.class,
          ...(attributed.object === null ? {} : { object: attributed.object }),
        },
      }
    : {}),
  ...(inside.length > 0 ? { evidence: inside.map(findingParts) } : {}),
});
