import { dayOf } from '#platform/clock.ts';
import type { Tx } from '#platform/db/db.ts';
import { atGate, refuseOvertaken, sealRecord, submitSealed } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps, Draft, Envelope, SealedRecord } from '#features/records/model.ts';
import { releaseWithin } from './steps.ts';
import type { Actor } from './steps.ts';
import { splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import { audiencesOf } from './audiences.ts';
import type { Audience } from './audiences.ts';
import { judgeAuthority, mayReceive } from './rules.ts';
import * as store from './store.ts';

/** What became of a draft: the record, to whom it went because they had what it replaces or goes with, and who may not have it. */
export type Submission = {
  record: Submitted;
  released: Outcome[];
  withheld: { to: string; code: string; why: string }[];
};

/**
 * Submits what an officer composed. Whoever has the record that it replaces is released the replacement at once (design 7), and so is
 * whoever has a record with which its kind goes (SG-26), unless its marking forbids: that is reported, and the officer decides whether
 * to recall the other one there. Errors: refused, with the rule's code; `approval-missing` where others have to approve it first;
 * replaced-already.
 */
export const submitDraft = (deps: Deps, actor: Actor, draft: Draft): Promise<Submission> =>
  atGate(deps, async (tx) => submitPrepared(tx, deps, actor, await sealRecord(draft, deps)));

/** As `submitDraft`, of what is sealed already, inside a transaction. */
export async function submitPrepared(tx: Tx, deps: Deps, actor: Actor, sealed: SealedRecord): Promise<Submission> {
  const { envelope, content } = sealed;
  await refuseOvertaken(tx, deps, envelope.replaces);
  const [record] = await submitSealed(tx, deps, [sealed]);
  if (!record) throw new Error('a record was submitted and none came of it');
  const { allowed, withheld } = await planCarrying(tx, deps, { envelope, content });
  const released = allowed.length === 0 ? [] : await releaseWithin(tx, deps, actor, [record.ref], allowed);
  return { record, released, withheld };
}

/** To whom a record goes as it is sealed, since they have what it replaces or goes with; and who has that, and may not have it. */
export async function planCarrying(
  tx: Tx,
  deps: Deps,
  { envelope, content }: { envelope: Envelope; content: unknown },
): Promise<{ allowed: string[]; withheld: Submission['withheld'] }> {
  const replaced = envelope.replaces === undefined ? [] : [envelope.replaces];
  const followed = deps.kinds.get(envelope.kind)?.follows?.(content, envelope.about ?? []) ?? [];
  const confirms = deps.kinds.get(envelope.kind)?.confirms ?? false;
  const refs = [...replaced, ...followed];
  // Whoever had the act holds it against its officer's next one, also after a recall.
  const holders = await store.findRecipients(tx, refs, { ever: confirms });
  const { code, alliance } = deps.self;
  const verdicts = holders.map((to) => {
    const { participant, authority } = splitAudience(to);
    const verdict = mayReceive(releasableOf(deps, envelope), participant, code, alliance, deps.now());
    const isNamed = verdict.ok && authority !== null;
    return { to, verdict: isNamed ? judgeAuthority(authority, participant, alliance, dayOf(deps.now())) : verdict };
  });
  return {
    allowed: verdicts.filter(({ verdict }) => verdict.ok).map(({ to }) => to),
    withheld: verdicts.flatMap(({ to, verdict }) => (verdict.ok ? [] : [{ to, code: verdict.code, why: verdict.why }])),
  };
}

/** What is not stored yet, as the rules on recipients know a record. */
const releasableOf = ({ self }: Pick<Deps, 'self'>, { ref, marking }: Envelope) => ({
  ref,
  participant: self.code,
  realm: 'live',
  destroyed: false,
  verdict: 'own' as const,
  tlp: marking?.tlp ?? null,
  base: marking?.base ?? null,
  control: false,
});

/** To whom a record that is not sealed yet may be released then, and to whom not. */
export const listAudiences = (deps: Pick<Deps, 'self' | 'now'>, envelope: Envelope): Audience[] =>
  audiencesOf(releasableOf(deps, envelope), deps);
