import { openEnvelope, refusedDraft } from '#features/records/actions.ts';
import type { Deps, Draft, Envelope } from '#features/records/model.ts';
import { submitDraft } from '#features/releases/actions.ts';
import type { Actor } from '#features/releases/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Assessment, Dissent, Evidence, Handling, HypothesisKind, Opinion, Statement } from './model.ts';
import { typeOfId } from '@tamga/stix';
import * as store from './store.ts';

export { listHypotheses, readBoard } from './read-board.ts';
export { toAttributionNote } from './attribution-rules.ts';
export type { Standing } from './attribution-rules.ts';
export { toStix } from './stix-rules.ts';
export { countSaid, findSpokenOf, readTakenAlong } from './take-along.ts';
export type { JudgeTaking, TakenAlong } from './take-along.ts';

type Submission = Awaited<ReturnType<typeof submitDraft>>;

/** What every verb here is told besides what is said. */
type Saying = { actor: Actor; handling?: Handling | undefined };

/** States a hypothesis about an object that is here. Errors: not-found, refused with the rule's code. */
export async function stateHypothesis(
  deps: Deps,
  { actor, viewer, handling }: Saying & { viewer: Viewer },
  hypothesis: Statement,
): Promise<Submission> {
  const { object, evidence } = hypothesis;
  const subject = await store.findReadable(deps.db, object, viewer);
  if (subject === undefined) throw new TamgaError('not-found', `no object ${object} here`);
  const sources = evidence.flatMap(({ cites }) => cites ?? []);
  return speak(deps, actor, { kind: 'hypothesis.statement', body: hypothesis, about: [subject], sources }, handling);
}

/** Adds a finding for or against a hypothesis, whoever holds it. Errors: not-found, refused. */
export async function addEvidence(
  deps: Deps,
  { actor, handling }: Saying,
  ref: string,
  evidence: Evidence,
): Promise<Submission> {
  const { cites } = evidence;
  const sources = cites === undefined ? [] : [cites];
  return speak(deps, actor, { kind: 'hypothesis.evidence', body: evidence, about: [ref], sources }, handling);
}

/** Says how far the officer's authority agrees with what another said. A later opinion takes the place of its earlier one. */
export async function giveOpinion(
  deps: Deps,
  { actor, handling }: Saying,
  ref: string,
  opinion: Opinion,
): Promise<Submission> {
  return speak(deps, actor, { kind: 'hypothesis.opinion', body: opinion, about: [ref], takesPlace: true }, handling);
}

/** Judges over several hypotheses, in the name of those who take part. Errors: not-found, refused. */
export async function assess(
  deps: Deps,
  { actor, handling }: Saying,
  hypotheses: readonly string[],
  assessment: Assessment,
): Promise<Submission> {
  return speak(deps, actor, { kind: 'hypothesis.assessment', body: assessment, about: [...hypotheses] }, handling);
}

/** Says that the officer's authority does not share an assessment. A later dissent takes the place of its earlier one. */
export async function dissent(
  deps: Deps,
  { actor, handling }: Saying,
  ref: string,
  body: Dissent,
): Promise<Submission> {
  return speak(deps, actor, { kind: 'hypothesis.dissent', body, about: [ref], takesPlace: true }, handling);
}

/** Takes back what the officer's own authority said: it stays to be read, marked as withdrawn. Errors: not-found, refused. */
export async function withdraw(
  deps: Deps,
  { actor, handling }: Saying,
  ref: string,
  reason: string,
): Promise<Submission> {
  return speak(deps, actor, { kind: 'hypothesis.withdrawal', body: { reason }, about: [ref] }, handling);
}

type Spoken = { kind: HypothesisKind; body: object; about: string[]; sources?: string[]; takesPlace?: boolean };

async function speak(deps: Deps, actor: Actor, spoken: Spoken, handling: Handling = {}): Promise<Submission> {
  const { kind, body, about, sources = [], takesPlace = false } = spoken;
  const [first = ''] = about;
  const subject = await store.findSubject(deps.db, first);
  if (!subject) throw await absentOf(deps.db, first);
  if (subject.isPerson) throw refusedOf(kind, actor, 'SG-07', 'it describes a person');
  const earlier = takesPlace ? await store.findStanding(deps.db, kind, actor.authority, first) : undefined;
  // What is re-used from others: a recall of it asks for a second look at what was made of it (design 7).
  const foreign = [...new Set(sources)].filter((one) => typeOfId(one) === undefined && !isOwn(one, deps));
  const draft: Draft = {
    kind,
    author: actor.authority,
    officers: [actor.officer],
    body,
    about,
    ...handledLike(openEnvelope(subject.jws)),
    ...(earlier === undefined ? {} : { replaces: earlier }),
    ...(foreign.length > 0 ? { sources: foreign } : {}),
    ...handling,
  };
  return submitDraft(deps, actor, draft);
}

/** Of a record that came and is not applied, who asks is told why, and which refs would have it applied. */
async function absentOf(db: Deps['db'], ref: string): Promise<TamgaError> {
  const found = await store.findUnapplied(db, ref);
  if (!found) return new TamgaError('not-found', `no record ${ref} here`);
  const detail = { code: 'verdict' };
  const { verdict, why, needs } = found;
  if (verdict === 'quarantined')
    return new TamgaError('conflict', `${ref} is here and quarantined: ${why ?? 'by a rule'}`, { detail });
  const named = needs.slice(0, maxNamed).join(', ');
  const more = needs.length > maxNamed ? ' and more' : '';
  const rest = 'not applied here yet: ask who wrote that to release it';
  return new TamgaError('conflict', `${ref} is here and waits for ${named}${more}, ${rest}`, { detail });
}

/** The most refs that one message names. */
const maxNamed = 5;

const isOwn = (ref: string, { self }: Pick<Deps, 'self'>): boolean => ref.startsWith(`${self.code}/`);

/** Where nothing else is said, an answer is handled like what it answers: never wider, never for longer. */
const handledLike = ({ marking, basis, purpose, retainUntil, lang }: Envelope): Partial<Draft> => ({
  ...(marking ? { marking } : {}),
  ...(basis ? { basis } : {}),
  ...(purpose === undefined ? {} : { purpose }),
  ...(retainUntil === undefined ? {} : { retainUntil }),
  ...(lang === undefined ? {} : { lang }),
});

const refusedOf = (kind: HypothesisKind, { officer }: Actor, code: string, why: string): TamgaError =>
  refusedDraft({ kind, officers: [officer] }, { code, why });
