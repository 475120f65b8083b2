import { defineKind } from '#features/records/model.ts';
import type { Deps, Projected } from '#features/records/model.ts';
import { openTask } from '#features/tasks/actions.ts';
import type { Tx } from '#platform/db/db.ts';
import { verifyLeaf } from './actions/verify-leaf.ts';
import { demandSchema, findingSchema, openingSchema } from './leaf-model.ts';
import type { Demand, Opening } from './leaf-model.ts';
import {
  demandedLeaves,
  judgeDemand,
  logOfNote,
  judgeFinding,
  judgeOpening,
  participantFrom,
  readCheckpoint,
} from './leaf-rules.ts';
import * as store from './leaf-store.ts';

const withoutContent = (records: readonly Projected<unknown>[]): number[] =>
  records.filter((record) => record.content === null).map((record) => record.id);

const leavesOf = (count: number): string => `${count} ${count === 1 ? 'leaf' : 'leaves'}`;

export const leafDemand = defineKind({
  kind: 'leaf.demand',
  what: 'oversight demands that leaves of the recipient’s log be opened: `indexes` or a `sample`',
  by: 'act',
  control: true,
  draftable: false,
  schema: demandSchema,
  next: [
    { kind: 'leaf.opening', by: 'recipient', as: 'body' },
    { kind: 'oversight.finding', by: 'author', as: 'body' },
  ],
  judge: ({ envelope, body }, known) => judgeDemand(envelope, body, known),
  title: (body) =>
    `${leavesOf(body.sample ?? body.indexes?.length ?? 0)} until ${body.deadline.slice(0, 16).replace('T', ' ')}`,
  async project(tx, records) {
    await store.deleteDemands(tx, withoutContent(records));
    for (const record of records) await projectDemand(tx, record);
  },
  async onAccepted(tx, records, deps) {
    for (const { id, envelope } of records)
      await openTask(tx, deps, 'leaf-demand', { recordId: id, about: envelope.ref, causeId: id });
  },
});

async function projectDemand(tx: Tx, { id, envelope, content }: Projected<Demand>): Promise<void> {
  const checkpoint = content && readCheckpoint(content.checkpoint);
  if (!checkpoint) return;
  await store.insertDemand(tx, {
    recordId: id,
    participant: envelope.to ?? '',
    by: participantFrom(envelope.author),
    size: checkpoint.size,
    root: checkpoint.root,
    note: content.checkpoint,
    sampled: content.sample !== undefined,
    deadline: content.deadline,
    leaves: demandedLeaves(envelope.ref, content),
  });
}

/** Each leaf is verified where it is read: at oversight's node against the checkpoint that it held when it demanded. */
export const leafOpening = defineKind({
  kind: 'leaf.opening',
  what: 'the leaves that were demanded: envelopes of records, or the bytes kept of padding; never a body',
  by: 'answer-oversight',
  control: true,
  draftable: false,
  schema: openingSchema,
  asksAbout: (body) => [body.demand.ref],
  judge: ({ envelope, body }, known) => judgeOpening(envelope, body, known),
  title: (body) => leavesOf(body.leaves.length),
  async project(tx, records, deps) {
    await store.deleteOpened(tx, withoutContent(records));
    for (const record of records) await projectOpening(tx, record, deps);
  },
  async onAccepted(tx, records, deps) {
    const wrong = await store.findWrong(
      tx,
      records.map((record) => record.id),
    );
    for (const { id, demand } of wrong) {
      const about = records.find((record) => record.id === id)?.envelope.ref ?? '';
      await openTask(tx, deps, 'opening-wrong', { recordId: demand, about, causeId: id });
    }
  },
});

async function projectOpening(tx: Tx, { id, content }: Projected<Opening>, deps: Deps): Promise<void> {
  const demand = content && (await store.lockDemand(tx, content.demand.ref));
  if (!demand) return;
  const { participant, size, root, recordId: demandId } = demand;
  const log = logOfNote(demand.note, deps.self.alliance);
  const asked = { participant, log, size, root, leaves: new Set(demand.leaves) };
  const checked = await Promise.all(content.leaves.map((leaf) => verifyLeaf(leaf, asked, deps.self.alliance)));
  await store.insertOpened(
    tx,
    checked.map((leaf) => ({ ...leaf, openingId: id, demandId })),
  );
}

export const oversightFinding = defineKind({
  kind: 'oversight.finding',
  what: 'what oversight found, about a demand or in words alone',
  by: 'act',
  control: true,
  draftable: false,
  schema: findingSchema,
  asksAbout: (body) => (body.demand ? [body.demand.ref] : []),
  judge: ({ envelope, body }, known) => judgeFinding(envelope, body, known),
  title: (body) => (body.leaves ? `${leavesOf(body.leaves.length)}: ${body.text}` : body.text),
  async project(tx, records) {
    await store.deleteFindings(tx, withoutContent(records));
    for (const { id, envelope, content } of records)
      if (content !== null)
        await store.insertFinding(tx, {
          recordId: id,
          participant: envelope.to ?? '',
          by: participantFrom(envelope.author),
          demand: content.demand?.ref ?? null,
          leaves: content.leaves?.length ?? 0,
        });
  },
  async onAccepted(tx, records, deps) {
    for (const { id, envelope } of records)
      await openTask(tx, deps, 'finding', { recordId: id, about: envelope.ref, causeId: id });
  },
});
