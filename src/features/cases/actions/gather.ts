import { readDues } from '#features/inbox/actions.ts';
import { rolesWith, viewerOf } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { listOpenNaming } from '#features/proposals/actions.ts';
import type { OpenProposal } from '#features/proposals/actions.ts';
import { listReceipts } from '#features/receipts/actions.ts';
import { mayRead, openEnvelope } from '#features/records/actions.ts';
import { listByRefs, toSummaries } from '#features/records/actions/read-detail.ts';
import type { ReadDeps, RecordSummary } from '#features/records/actions/read-detail.ts';
import type { Deps } from '#features/records/model.ts';
import { audiencesOf, listReleases } from '#features/releases/actions.ts';
import { readOpenTasks } from '#features/tasks/actions.ts';
import type { CaseRelease } from '../case-model.ts';
import type { Around, Fact, Subject } from '../thread-rules.ts';
import type { ThreadRow } from '../thread-store.ts';

export type CaseDeps = Deps & ReadDeps;

/** What was let go of a case, with the recall that ended it. */
export type Let = CaseRelease & { recallRef: string | null };

export type Gathered = {
  subjects: Subject[];
  summaries: RecordSummary[];
  releases: Let[];
  proposals: OpenProposal[];
};

/** What the rules ask about some records of a thread, for the officer who asks; each source is asked once. */
export async function gather(
  deps: CaseDeps,
  session: Session,
  thread: readonly Fact[],
  refs: readonly string[],
): Promise<Gathered> {
  const { db, self, kinds } = deps;
  const viewer = viewerOf(session);
  const summaries = await toSummaries(deps, await listByRefs(db, refs, viewer), viewer);
  const byRef = new Map(summaries.map((one) => [one.ref, one]));
  const releases = await gatherReleases(deps, refs);
  const given = Map.groupBy(releases, ({ record }) => record);
  const open = await readOpenTasks(db, refs);
  const dueOf = await readDues(deps, open);
  const tasks = Map.groupBy(open, ({ record }) => record);
  const proposals = await listOpenNaming(deps, session, new Set(refs));
  const subjects = thread.flatMap((record): Subject[] => {
    const summary = byRef.get(record.ref);
    if (!summary) return [];
    const { marking, hold, destroyed, withheld, envelopeOnly, readers, emergency, unassigned } = summary;
    const control = kinds.get(record.kind)?.control ?? true;
    const [participant = ''] = record.author.split('/', 1);
    const own = {
      ...record,
      participant,
      realm: 'live',
      tlp: marking?.tlp ?? null,
      base: marking?.base ?? null,
      control,
    };
    const audiences = participant === self.code && !control ? audiencesOf(own, deps) : [];
    return [
      {
        record,
        thread,
        isRead: mayRead(viewer, readers) && !destroyed && !withheld && !envelopeOnly,
        isHeld: hold !== null,
        isFor: unassigned === null,
        emergency,
        releases: given.get(record.ref) ?? [],
        possible: audiences.filter(({ ok }) => ok).map(({ to }) => to),
        tasks: (tasks.get(record.ref) ?? []).map((task) => ({
          ...task,
          due: dueOf(task),
        })),
        proposals: proposals
          .filter(({ names }) => names.includes(record.ref))
          .map(({ id, kind, places, isMine, madeAt, expiresAt }) => {
            const roles = places.find(({ by }) => by === null)?.roles ?? [];
            return { id, kind, roles, isMine, madeAt, due: expiresAt };
          }),
      },
    ];
  });
  return { subjects, summaries, releases, proposals };
}

async function gatherReleases({ db, self }: CaseDeps, refs: readonly string[]): Promise<Let[]> {
  const receipts = Map.groupBy(await listReceipts(db, refs, self.code), ({ record }) => record);
  return (await listReleases(db, refs)).map(({ record, ref, to, at, recalledAt, recallRef }) => {
    const [holder] = to.split('/', 1);
    const those = (receipts.get(record) ?? []).filter((one) => one.holder === holder);
    const confirmed = those.map((one) => ({ ref: one.ref, status: one.status, at: one.at }));
    return { record, ref, to, at, recalledAt, recallRef, receipts: confirmed };
  });
}

export const aroundOf = ({ self, kinds, now }: CaseDeps, { officer }: Session): Around => ({
  alliance: self.alliance,
  kinds,
  self: self.code,
  officer,
  rolesWith,
  now: now(),
});

export function toFact({ ref, jws, verdict, arrivedAt, sealedAt, destroyed }: ThreadRow): Fact {
  const { kind, author, officers, issuedAt, about = [], replaces = null, to = null, ...rest } = openEnvelope(jws);
  const outer = { ref, kind, author, officers, issuedAt: new Date(issuedAt), arrivedAt, sealedAt, verdict, destroyed };
  return { ...outer, case: rest.case ?? null, about, replaces, to };
}
