import type { Assertion, Role } from '#features/officers/model.ts';
import { partsOf } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { scenarioSchema } from './model.ts';
import type { Act, Expectation, Scenario, Step } from './model.ts';
import { durationMs, includes, resolveNames } from './rules.ts';

type Handling = Omit<Extract<Act, { import: unknown }>['import'], 'bundle'>;

/** A node as its officers reach it: of the client of its API what a scenario needs. */
export type Door = {
  submitRecord(asked: { body: { kind: string } }): Promise<{ ref: string }>;
  propose(asked: { body: { kind: string } }): Promise<{ id: string; ref: string }>;
  readProposal(asked: { params: { id: string } }): Promise<{ digest: string }>;
  assertAsDemo(asked: { body: { challenge: string } }): Promise<Assertion>;
  approveProposal(asked: { params: { id: string }; body: Assertion }): Promise<unknown>;
  releaseRecords(asked: { body: Extract<Act, { release: unknown }>['release'] }): Promise<unknown>;
  recallRecords(asked: { body: Extract<Act, { recall: unknown }>['recall'] }): Promise<unknown>;
  importText(asked: { query: Handling; body: Blob }): Promise<unknown>;
  stateHypothesis(asked: { body: object }): Promise<{ ref: string }>;
  assessHypotheses(asked: { body: object }): Promise<{ ref: string }>;
  addEvidence(asked: { params: ReturnType<typeof partsOf>; body: object }): Promise<{ ref: string }>;
  giveOpinion(asked: { params: ReturnType<typeof partsOf>; body: object }): Promise<{ ref: string }>;
  addDissent(asked: { params: ReturnType<typeof partsOf>; body: object }): Promise<{ ref: string }>;
  withdrawHypothesis(asked: { params: ReturnType<typeof partsOf>; body: object }): Promise<{ ref: string }>;
  readRecord(asked: { params: ReturnType<typeof partsOf> }): Promise<unknown>;
  readIncident(asked: { params: ReturnType<typeof partsOf> }): Promise<unknown>;
};

/** Where a scenario is played: the nodes, and how time passes there. */
export type Stage = {
  /** `role`: as whom; by default as a case officer. */
  door(node: string, role?: Role): Door;
  /** Lets the time of the scenario come; real stages may shorten the wait. */
  waitUntil(sinceStartMs: number): Promise<void>;
  /** Tries until it holds or the stage's patience ends. */
  eventually(check: () => Promise<string | undefined>): Promise<string | undefined>;
  onStep?(step: Step): void;
};

export const parseScenario = (value: unknown): Scenario => scenarioSchema.parse(value);

/** Plays a scenario through the doors that officers use. Errors: refused, naming the step and what was not so. */
export async function playScenario(scenario: Scenario, stage: Stage): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  for (const step of scenario.steps) {
    await stage.waitUntil(durationMs(step.at));
    stage.onStep?.(step);
    await actOut(step, (role) => stage.door(step.actor, role), refs);
    for (const expected of step.expect) {
      const miss = await stage.eventually(() => findMiss(expected, stage, refs));
      if (miss !== undefined) throw new TamgaError('refused', `step ${step.id}: ${miss}`);
    }
  }
  return refs;
}

type Enter = (role?: Role) => Door;

async function actOut(step: Step, enter: Enter, refs: Map<string, string>): Promise<void> {
  try {
    for (const act of step.do) await perform(act, enter, refs);
  } catch (error) {
    const code = error instanceof TamgaError ? (error.detail.code ?? error.code) : undefined;
    if (code === undefined) throw error;
    if (code !== step.refused)
      throw new TamgaError('refused', `step ${step.id}: ${messageOf(error)}`, { cause: error, detail: { code } });
    return;
  }
  if (step.refused !== undefined)
    throw new TamgaError('refused', `step ${step.id}: expected to be refused with ${step.refused}`);
}

async function perform(named: Act, enter: Enter, refs: Map<string, string>): Promise<void> {
  const door = enter();
  const resolve = (name: string): string => (name.startsWith('$') ? (refs.get(name.slice(1)) ?? name) : name);
  const act = resolveNames(named, resolve) as Act;
  if ('submit' in act) {
    const made = await door.submitRecord({ body: act.submit });
    refs.set(act.as, made.ref);
  } else if ('propose' in act) {
    refs.set(act.as, await approveTogether(act, enter));
  } else if ('say' in act) {
    const made = await speak(act, door);
    refs.set(act.as, made.ref);
  } else if ('import' in act) {
    const { bundle, ...query } = act.import;
    const run = await door.importText({ query, body: new Blob([JSON.stringify(bundle)]) });
    const { items } = run as { items: { ref: string | null }[] };
    for (const [place, name] of act.as.entries()) {
      const ref = items[place]?.ref;
      if (!ref) throw new TamgaError('refused', `${act.import.name}: object ${place + 1} was not taken in`);
      refs.set(name, ref);
    }
  } else if ('release' in act) {
    await door.releaseRecords({ body: act.release });
  } else {
    await door.recallRecords({ body: act.recall });
  }
}

/** The author proposes, and each officer's authenticator signs the very bytes. */
async function approveTogether(
  { propose: body, approve }: Extract<Act, { propose: unknown }>,
  enter: Enter,
): Promise<string> {
  const { id, ref } = await enter(approve[0]).propose({ body });
  for (const role of approve) {
    const officer = enter(role);
    const { digest } = await officer.readProposal({ params: { id } });
    const assertion = await officer.assertAsDemo({ body: { challenge: digest } });
    await officer.approveProposal({ params: { id }, body: assertion });
  }
  return ref;
}

const verbs = {
  evidence: 'addEvidence',
  opinion: 'giveOpinion',
  dissent: 'addDissent',
  withdraw: 'withdrawHypothesis',
} as const;

function speak({ say, on = '', body }: Extract<Act, { say: unknown }>, door: Door): Promise<{ ref: string }> {
  if (say === 'state') return door.stateHypothesis({ body });
  if (say === 'assess') return door.assessHypotheses({ body });
  return door[verbs[say]]({ params: partsOf(on), body });
}

type SeenRecord = { releases?: { to: string; receipts: { status: string }[] }[] };

/** What is not as expected, in words; undefined when all is. */
async function findMiss(expected: Expectation, stage: Stage, refs: Map<string, string>): Promise<string | undefined> {
  const ref = refs.get(expected.record.slice(1)) ?? expected.record;
  const where = `${expected.record} at ${expected.at}`;
  const door = stage.door(expected.at);
  const params = partsOf(ref);
  const record = await orAbsent(() => door.readRecord({ params }));
  if (expected.absent) return record === undefined ? undefined : `${where} is there`;
  if (record === undefined) return `${where} is not there`;
  if (expected.is && !includes(record, expected.is)) return `${where} is not ${JSON.stringify(expected.is)}`;
  const receipts =
    (record as SeenRecord).releases?.filter((r) => r.to === expected.receipt?.from).flatMap((r) => r.receipts) ?? [];
  if (expected.receipt && !receipts.some((r) => r.status === expected.receipt?.status))
    return `${where} has no receipt ${JSON.stringify(expected.receipt)}`;
  if (!expected.state) return undefined;
  const state = await orAbsent(() => door.readIncident({ params }));
  return includes(state, expected.state) ? undefined : `${where} is in the state ${JSON.stringify(state)}`;
}

async function orAbsent(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TamgaError && (error.code === 'not-found' || error.detail.code === 'not-found'))
      return undefined;
    throw error;
  }
}

export { realStage } from './stage.ts';
