import { typeOfId, uuid5 } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { sayGrade } from './model.ts';
import type { AssessmentView, Board, EvidenceView, HypothesisView, OpinionView } from './model.ts';

/** The namespace of identifiers that follow from an alliance's names, and the extension that carries the parts of a note. */
const namespace = 'a7e5b6c0-6d0b-4f6e-8d5a-3c1f2b9e4d70';
export const extensionId = 'extension-definition--5b0f7f0e-0c55-4f5c-9d0e-6a4f1f4f3c21';
const makerId = 'identity--2f9f7d1c-8c39-4c1b-a1f4-7c5b0f6f9a52';
const since = '2026-11-01T00:00:00.000Z';

/** TLP 2.0 as the OASIS extension defines it: markings that every reader knows, so that they need not be sent along. */
const tlpMarkings: Readonly<Record<string, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

const encoder = new TextEncoder();

type Voice = Pick<OpinionView, 'ref' | 'author' | 'at' | 'withdrawn' | 'marking'>;

/**
 * A board as STIX 2.1: every hypothesis, added finding, assessment and dissent is a note, every opinion an opinion, each by the identity
 * of its author. There is no relationship among them: what an author attributes is a sentence that begins with his name, with his
 * confidence, and with what speaks against it in the same note (SG-26). `alliance` makes the authors' identifiers its own.
 */
export function toStix(board: Board, alliance: string): StixValue[] {
  // Of a ref too: its own UUID is of version 7, which STIX 2.1 §2.9 does not know yet.
  const idOf = (type: string, name: string): string =>
    `${type}--${uuid5(namespace, encoder.encode(`${alliance} ${name}`))}`;
  const noteId = (ref: string): string => idOf('note', ref);
  const common = (type: 'note' | 'opinion', one: Voice) => ({
    type,
    spec_version: '2.1',
    id: idOf(type, one.ref),
    created_by_ref: idOf('identity', one.author),
    created: one.at,
    modified: one.withdrawn?.at ?? one.at,
    ...(one.withdrawn ? { revoked: true } : {}),
    authors: [one.author],
    ...(one.marking && tlpMarkings[one.marking.tlp] ? { object_marking_refs: [tlpMarkings[one.marking.tlp]] } : {}),
  });
  const note = (
    one: Voice,
    what: string,
    said: { about: string[]; abstract: string; content: string; parts: object },
  ) => ({
    ...common('note', one),
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
  const identities = authors.map((name) => ({
    type: 'identity',
    spec_version: '2.1',
    id: idOf('identity', name),
    created: since,
    modified: since,
    name,
    identity_class: 'organization',
  }));
  return said.length === 0 ? [] : [...definitions, ...identities, ...said];
}

type Note = (
  one: Voice,
  what: string,
  said: { about: string[]; abstract: string; content: string; parts: object },
) => StixValue & { authors: string[] };
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
        content: [
          one.held,
          `Against it: ${one.against}`,
          ...one.dissents.map((dissent) => `Dissent of ${dissent.author}: ${dissent.reason}`),
        ].join('\n'),
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

const definitions = [
  {
    type: 'identity',
    spec_version: '2.1',
    id: makerId,
    created: since,
    modified: since,
    name: 'Tamga',
    identity_class: 'system',
  },
  {
    type: 'extension-definition',
    spec_version: '2.1',
    id: extensionId,
    created_by_ref: makerId,
    created: since,
    modified: since,
    name: 'What is held about an object',
    description:
      'The parts of a hypothesis, finding, joint assessment or dissent, which the content of its note says in words.',
    schema: 'docs/protocol/records.md',
    version: '1.0.0',
    extension_types: ['property-extension'],
  },
];
