import { z } from 'zod';
import { basisSchema, digestSchema, languageSchema, markingSchema, refSchema } from '#features/records/model.ts';
import { outcomeSchema } from '#features/releases/model.ts';
import type { RecordMarking } from '#features/threats/model.ts';

/** The kinds of this feature. Each record speaks about what its envelope names in `about`. */
export const hypothesisKinds = [
  'hypothesis.statement',
  'hypothesis.evidence',
  'hypothesis.opinion',
  'hypothesis.assessment',
  'hypothesis.dissent',
  'hypothesis.withdrawal',
] as const;
export type HypothesisKind = (typeof hypothesisKinds)[number];

/** Types of STIX objects about which there are hypotheses: behaviour, software, events and machines. Nobody's person is among them (SG-07). */
export const subjectTypes = ['campaign', 'incident', 'infrastructure', 'intrusion-set', 'malware', 'tool'] as const;

/** What an object may be attributed to. `identity` and `threat-actor` can be persons, so the class is always named beside them. */
export const attributableTypes = ['campaign', 'identity', 'intrusion-set', 'threat-actor'] as const;

/** Before a final judgment nobody is called more than this (SG-26). */
export const terms = ['reported', 'suspected', 'alleged'] as const;
export const directions = ['for', 'against', 'neutral'] as const;
export const weights = ['weak', 'moderate', 'strong'] as const;
/** STIX 2.1 §10.18. */
export const opinions = ['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'] as const;
/** STIX 2.1 §10.7. A class that means one person is refused, by code and not by silence. */
export const identityClasses = ['individual', 'group', 'system', 'organization', 'class', 'unknown'] as const;

/** The Admiralty grades: of the source, and of what it says (domain 2.8 rule 15). */
export const reliabilities = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
} as const;
export const credibilities = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
} as const;

/** `B2: usually reliable, probably true`. */
export function sayGrade(grade: string): string {
  const source = reliabilities[grade[0] as keyof typeof reliabilities];
  const content = credibilities[Number(grade[1]) as keyof typeof credibilities];
  return `${grade}: ${source}, ${content}`;
}

const text = (max: number) => z.string().max(max).regex(/\S/, 'is empty');
export const stixIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,60}--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'not a STIX id');

/** `B2`: a usually reliable source, probably true. */
export const gradeSchema = z.string().regex(/^[A-F][1-6]$/, 'not a grade from A1 to F6');
const confidence = z.int().min(0).max(100);

/** One finding, what it tells of a hypothesis, and how far it is to be believed: whoever says so grades, and says why. */
export const evidenceSchema = z.strictObject({
  summary: text(2_000),
  /** The record or the STIX object that shows it. */
  cites: z.union([refSchema, stixIdSchema]).exactOptional(),
  direction: z.enum(directions),
  weight: z.enum(weights),
  grade: gradeSchema,
  gradeReason: text(1_000),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Who may be behind it: never a person. */
export const attributionSchema = z.strictObject({
  name: text(200),
  class: z.enum(identityClasses),
  object: stixIdSchema.exactOptional(),
});

/**
 * Body of `hypothesis.statement`: one possible answer to a question about an object. What speaks against it stands in the same
 * sealed body, so that it travels with it (SG-26): findings, or what was looked at without finding any.
 */
export const statementSchema = z.strictObject({
  object: stixIdSchema,
  question: text(300),
  statement: text(2_000),
  term: z.enum(terms),
  confidence,
  attributed: attributionSchema.exactOptional(),
  evidence: z.array(evidenceSchema).max(20),
  noneAgainst: text(1_000).exactOptional(),
});
export type Statement = z.infer<typeof statementSchema>;

/** Body of `hypothesis.opinion`: how far another agrees. */
export const opinionSchema = z.strictObject({ opinion: z.enum(opinions), explanation: text(4_000) });
export type Opinion = z.infer<typeof opinionSchema>;

/** Body of `hypothesis.assessment`: a judgement over several hypotheses, said in the name of those who take part in it. */
export const assessmentSchema = z.strictObject({
  question: text(300),
  judgement: text(4_000),
  term: z.enum(terms),
  confidence,
  participants: z
    .array(z.string().regex(/^[a-z][a-z0-9]{1,7}$/))
    .min(1)
    .max(64),
  /** The hypothesis that it holds to be the best of them; none when it cannot tell. */
  prefers: refSchema.exactOptional(),
  /** What speaks against it (SG-26). */
  against: text(4_000),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** Body of `hypothesis.dissent`: why its author does not share a joint assessment. */
export const dissentSchema = z.strictObject({ reason: text(4_000), confidence: confidence.exactOptional() });
export type Dissent = z.infer<typeof dissentSchema>;

/** Body of `hypothesis.withdrawal`: its author does not hold it any more. It stays to be read. */
export const withdrawalSchema = z.strictObject({ reason: text(1_000) });
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** How what is said is to be handled; where it is left out, as the record that it speaks about. */
export const handlingSchema = z.strictObject({
  marking: markingSchema.exactOptional(),
  basis: z.array(basisSchema).min(1).max(16).exactOptional(),
  purpose: z.string().max(60).exactOptional(),
  retainUntil: z.iso.date().exactOptional(),
  lang: languageSchema.exactOptional(),
  replaces: refSchema.exactOptional(),
});
export type Handling = z.infer<typeof handlingSchema>;
const handling = { handling: handlingSchema.exactOptional() };

/** Bodies of the requests: what is said, and how it is to be handled where that differs from what it speaks about. */
export const stateRequestSchema = z.strictObject({ hypothesis: statementSchema, ...handling });
export const evidenceRequestSchema = z.strictObject({ evidence: evidenceSchema, ...handling });
export const opinionRequestSchema = z.strictObject({ ...opinionSchema.shape, ...handling });
export const assessRequestSchema = z.strictObject({
  assessment: assessmentSchema,
  hypotheses: z.array(refSchema).min(1).max(100),
  ...handling,
});
export const dissentRequestSchema = z.strictObject({ ...dissentSchema.shape, ...handling });
export const withdrawRequestSchema = z.strictObject({ ...withdrawalSchema.shape, ...handling });

/** What every verb here answers: the record, to whom it went because they have what it is about, and to whom of those it may not go. */
export const saidSchema = z.strictObject({
  ref: refSchema,
  digest: digestSchema,
  released: z.array(outcomeSchema),
  withheld: z.array(z.strictObject({ to: z.string(), code: z.string(), why: z.string() })),
});

type SaidAs<Kind extends HypothesisKind, Content> = {
  ref: string;
  kind: Kind;
  author: string;
  at: string;
  about: readonly string[];
  replaces: string | null;
  marking: RecordMarking | null;
  content: Content;
};
/** A record of this feature whose content is here, for whoever reads. */
export type Said =
  | SaidAs<'hypothesis.statement', Statement>
  | SaidAs<'hypothesis.evidence', Evidence>
  | SaidAs<'hypothesis.opinion', Opinion>
  | SaidAs<'hypothesis.assessment', Assessment>
  | SaidAs<'hypothesis.dissent', Dissent>
  | SaidAs<'hypothesis.withdrawal', Withdrawal>;
export type SaidOf<Kind extends HypothesisKind> = Extract<Said, { kind: Kind }>;

/**
 * The participant whose word somebody else's is about, where it has not been given that: what is said goes to nobody by itself but to who
 * had the earlier one, or has from here what it speaks against. Undefined: its own word, or it has it, or may not have it and that is told.
 */
export function unheardAuthor(
  {
    ref,
    released,
    withheld,
  }: {
    ref: string;
    released: readonly { to: string }[];
    withheld: readonly { to: string }[];
  },
  about: string,
): string | undefined {
  const [author = ''] = about.split('/', 1);
  const isTold = [...released, ...withheld].some(({ to }) => to.split('/', 1)[0] === author);
  return ref.startsWith(`${author}/`) || isTold ? undefined : author;
}
