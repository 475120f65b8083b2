import { defineKind } from '#features/records/model.ts';
import { findCompanions } from './companions.ts';
import { judgePersons } from './judge-persons.ts';
import {
  assessmentSchema,
  dissentSchema,
  evidenceSchema,
  opinionSchema,
  statementSchema,
  withdrawalSchema,
} from './model.ts';
import type { Dissent, Opinion, Withdrawal } from './model.ts';
import type { NextRule } from '#features/records/model.ts';
import {
  judgeAssessment,
  judgeDissent,
  judgeEvidence,
  judgeOpinion,
  judgeStatement,
  judgeWithdrawal,
} from './rules.ts';

/** Nothing of what is held about others is written to any projection: boards open the bodies for whoever may read them. */
const common = { control: false, confidential: true, draftable: true } as const;

/** Its author takes it back; others say how far they agree. */
const withdrawal: NextRule = { kind: 'hypothesis.withdrawal', by: 'author', as: 'about' };
const opinion: NextRule = { kind: 'hypothesis.opinion', by: 'others', as: 'about' };

/** Whoever was given what this is about is given this too. */
const withSubject = (_: unknown, about: readonly string[]): readonly string[] => about;

export const hypothesisStatement = defineKind({
  ...common,
  kind: 'hypothesis.statement',
  what: 'one possible answer to a question about an object, with what speaks for and against it in the same sealed body',
  by: 'act',
  schema: statementSchema,
  next: [
    { kind: 'hypothesis.evidence', by: 'anybody', as: 'about' },
    opinion,
    { kind: 'hypothesis.assessment', by: 'anybody', as: 'about' },
    withdrawal,
  ],
  judge: judgeStatement,
  judgeDraft: (tx, { attributed, evidence }, about) =>
    judgePersons(tx, [...about, attributed?.object, ...evidence.map(({ cites }) => cites)]),
  title: (body) => `${body.term}: ${body.statement}`,
  companions: findCompanions,
});

export const hypothesisEvidence = defineKind({
  ...common,
  kind: 'hypothesis.evidence',
  what: 'one finding about a hypothesis, graded',
  by: 'act',
  schema: evidenceSchema,
  next: [withdrawal],
  judge: judgeEvidence,
  judgeDraft: (tx, { cites }, about) => judgePersons(tx, [...about, cites]),
  title: (body) => `${body.direction}, ${body.weight}, ${body.grade}: ${body.summary}`,
  // What speaks against it travels with the hypothesis (SG-26); what speaks for it may stay.
  follows: (body, about) => (body.direction === 'against' ? about : []),
  companions: findCompanions,
});

export const hypothesisOpinion = defineKind({
  ...common,
  kind: 'hypothesis.opinion',
  what: 'how far another authority agrees with a hypothesis, an assessment or an object',
  by: 'act',
  schema: opinionSchema,
  next: [withdrawal],
  judge: judgeOpinion,
  judgeDraft: (tx, _, about) => judgePersons(tx, about),
  title: (body: Opinion) => `${body.opinion}: ${body.explanation}`,
  companions: findCompanions,
});

export const hypothesisAssessment = defineKind({
  ...common,
  kind: 'hypothesis.assessment',
  what: 'a judgement over several hypotheses, in the name of those who take part in it',
  by: 'act',
  schema: assessmentSchema,
  next: [{ kind: 'hypothesis.dissent', by: 'others', as: 'about' }, opinion, withdrawal],
  judge: judgeAssessment,
  title: (body) => `${body.term}: ${body.judgement}`,
  companions: findCompanions,
});

export const hypothesisDissent = defineKind({
  ...common,
  kind: 'hypothesis.dissent',
  what: 'why an authority does not share a joint assessment',
  by: 'act',
  schema: dissentSchema,
  next: [withdrawal],
  judge: judgeDissent,
  title: (body: Dissent) => body.reason,
  follows: withSubject,
  companions: findCompanions,
});

export const hypothesisWithdrawal = defineKind({
  ...common,
  kind: 'hypothesis.withdrawal',
  what: 'its author does not hold a hypothesis, a finding, an opinion, an assessment or a dissent any more; it is shown as withdrawn from then on',
  by: 'act',
  schema: withdrawalSchema,
  judge: judgeWithdrawal,
  title: (body: Withdrawal) => body.reason,
  follows: withSubject,
});
