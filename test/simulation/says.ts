import { importText } from '#features/imports/actions.ts';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import { holdRecord, liftHold } from '#features/records/hold.ts';
import type { Draft } from '#features/records/model.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import type { Viewer } from '#features/officers/model.ts';
import { incident } from '#test/federation/drafts.ts';
import { readerOf } from '#test/viewer.ts';
import { act, tell } from './act.ts';
import type { Disturbance, Outcome } from './act.ts';
import { hold as must } from './breach.ts';
import { isControl, isLetGo, isLetGoTo, isShort, ownContent } from './ledger.ts';
import type { Entry } from './ledger.ts';
import { mayHave } from './served.ts';
import { authorityOf, participantOf } from './members.ts';
import { at, dayOf, nowAt } from './world.ts';
import type { World } from './world.ts';

// What officers do at their own node.

const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'GREEN', 'CLEAR', 'CLEAR'];
const bases = ['unclassified', 'unclassified', 'unclassified', 'confidential'];
const actorOf = (code: string) => ({ authority: authorityOf(code), officer: `${authorityOf(code)}/o-1` });
const markingOf = ({ dice }: World) => ({ tlp: dice.pick(tlps)!, base: dice.pick(bases)! });

/** A word that stands in one body and nowhere else. */
const newWord = (world: World, code: string): string => `zq${code}w${world.words++}q`;

export async function submit(
  world: World,
  code: string,
  hurt: Disturbance,
  more: Partial<Draft> = {},
): Promise<string> {
  const { authority: author, officer } = actorOf(code);
  const body = { ...(incident(code).body as object), title: `About ${newWord(world, code)}` };
  const count = more.replaces === undefined ? 1 + world.dice.below(3) : 1;
  const marking = markingOf(world);
  // One in four is soon over.
  const over = world.dice.oneIn(4) ? { retainUntil: dayOf(nowAt(world, code), world.dice.below(2)) } : {};
  const drafts = Array.from({ length: count }, () =>
    incident(code, { author, officers: [officer], marking, body, ...over, ...more }),
  );
  const outcome = await act(world, code, hurt, (node) => submitRecords(node.deps, drafts));
  if (outcome.is === 'done') for (const { ref } of outcome.value) at(world, code).said.add(ref);
  return tell(outcome);
}

export async function replace(world: World, code: string, hurt: Disturbance): Promise<string> {
  const old = world.dice.pick(ownContent(at(world, code).ledger).filter(({ kind }) => kind === 'incident.report'));
  return old ? submit(world, code, hurt, { replaces: old.ref }) : 'nothing to replace';
}

export async function importBundle(world: World, code: string, hurt: Disturbance): Promise<string> {
  const { dice } = world;
  const objects = Array.from({ length: 1 + dice.below(6) }, () => {
    const [n, version] = [dice.below(6), dice.below(3)];
    return {
      type: 'campaign',
      spec_version: '2.1',
      id: `campaign--5d0092c5-5f74-4287-9642-33f4c354e56${n}`,
      created: '2020-01-01T00:00:00.000Z',
      modified: `202${version}-01-01T00:00:00.000Z`,
      name: `Campaign zq${code}n${n}v${version}q`,
    };
  });
  const bundle = { type: 'bundle', id: 'bundle--5d0092c5-5f74-4287-9642-33f4c354e56d', objects };
  const { basis, purpose, retainUntil } = incident(code);
  const options = {
    name: 'a file',
    marking: markingOf(world),
    basis: basis!,
    purpose: purpose!,
    retainUntil: retainUntil!,
  };
  const bytes = Buffer.from(JSON.stringify(bundle));
  // What was broken off goes on, as the node's job has it.
  await act(world, code, undefined, (node) => node.goOnWithImports());
  const outcome = await act(world, code, hurt, (node) => importText(node.deps, actorOf(code), bytes, options));
  if (outcome.is === 'done')
    for (const { ref, outcome: became } of outcome.value.items)
      if (ref && (became === 'added' || became === 'new-version' || became === 'revoked'))
        at(world, code).said.add(ref);
  return tell(outcome);
}

/** What may go, goes; what may not is refused, and nothing of it happens. What stands is not let go anew. */
export async function letGo(
  world: World,
  code: string,
  records: readonly Entry[],
  to: readonly string[],
  hurt: Disturbance,
): Promise<string> {
  if (records.length === 0) return 'nothing to let go';
  const { ledger, said } = at(world, code);
  const pairs = to.flatMap((one) => records.map((record) => ({ record, to: one })));
  // What the whole participant has, its authority has.
  const fresh = pairs.filter(
    ({ record, to: one }) =>
      !isLetGoTo(ledger, code, one, record) && !isLetGoTo(ledger, code, participantOf(one), record),
  );
  const allowed = fresh.every(
    ({ record, to: one }) =>
      record.verdict === 'own' && one !== code && mayHave(record, participantOf(one), nowAt(world, code)),
  );
  const refs = records.map(({ ref }) => ref);
  const outcome = await act(world, code, hurt, (node) => releaseRecords(node.deps, actorOf(code), refs, to));
  if (outcome.is === 'done') for (const one of outcome.value) for (const ref of one.refs) said.add(ref);
  // Whether it is destroyed already, is a question of when the node looked.
  if (!records.some(isShort)) judgeOutcome(outcome, allowed, `${code} lets go ${refs.join()} to ${to.join()}`);
  return tell(outcome);
}

export async function takeBack(
  world: World,
  code: string,
  records: readonly Entry[],
  to: string,
  hurt: Disturbance,
): Promise<string> {
  if (records.length === 0) return 'nothing to take back';
  const { ledger, said } = at(world, code);
  const stands = records.some((record) => isLetGo(ledger, code, participantOf(to), record));
  const refs = records.map(({ ref }) => ref);
  const outcome = await act(world, code, hurt, (node) =>
    recallRecords(node.deps, actorOf(code), refs, [to], 'a reason'),
  );
  if (outcome.is === 'done') for (const one of outcome.value) for (const ref of one.refs) said.add(ref);
  judgeOutcome(outcome, stands, `${code} takes back ${refs.join()} from ${to}`);
  return tell(outcome);
}

function judgeOutcome(outcome: Outcome<unknown>, allowed: boolean, what: string): void {
  if (outcome.is === 'unknown') return;
  must((outcome.is === 'done') === allowed, 'judge', () => `${what}: ${tell(outcome)}, against the policy`);
}

/** I12, in the middle of life: reading everything anew while it goes on. */
export async function rebuild(world: World, code: string, hurt: Disturbance): Promise<string> {
  const outcome = await act(world, code, hurt, ({ deps }) =>
    transaction(deps.db, (tx) => rebuildProjections(tx, deps)),
  );
  return tell(outcome);
}

/** National law has it kept for a day or two, whatever its author says; or no longer. */
export async function keep(world: World, code: string, hurt: Disturbance): Promise<string> {
  const ref = world.dice.pick(foreignContent(world, code).slice(-12))?.ref;
  if (ref === undefined) return 'nothing to hold';
  if (world.dice.oneIn(4))
    return `lifted ${tell(await act(world, code, hurt, ({ deps }) => liftHold(deps, viewerOf(code), ref)))}`;
  return hold(world, code, ref, hurt);
}

/** Who acts there, assigned to all of the work. */
const viewerOf = (code: string): Viewer => {
  const { authority, officer } = actorOf(code);
  return readerOf(authority, { officer });
};

export async function hold(world: World, code: string, ref: string, hurt: Disturbance): Promise<string> {
  const until = dayOf(nowAt(world, code), world.dice.below(2));
  const duty = { code: 'criminal-proceedings', until, reason: 'an order' };
  const outcome = await act(world, code, hurt, ({ deps }) => holdRecord(deps, viewerOf(code), ref, duty));
  if (outcome.is !== 'refused') at(world, code).holds.add(ref);
  return `held ${tell(outcome)}`;
}

/** What its retention is over for is destroyed, and what is taken back and held no more. */
export const endRetention = async (world: World, code: string, hurt: Disturbance): Promise<string> =>
  tell(await act(world, code, hurt, (node) => node.endRetention()));

/** What gates refused is told, oversight first. */
export const account = async (world: World, code: string, hurt: Disturbance): Promise<string> =>
  tell(await act(world, code, hurt, (node) => node.sealAccounts()));

/** Content of others that a node has. */
export const foreignContent = (world: World, code: string): Entry[] =>
  [...at(world, code).ledger.byDigest.values()].filter((entry) => entry.verdict !== 'own' && !isControl(entry));
