import { sql } from 'kysely';
import { hold } from './breach.ts';
import { isControl, isLetGo, isLetGoTo, readOn } from './ledger.ts';
import type { Entry } from './ledger.ts';
import { watchLog } from './log-view.ts';
import { watchPapers } from './papers.ts';
import { isDue, mayHold } from './served.ts';
import { enemy, hasLeft, lastDayOf } from './members.ts';
import { at, nowAt } from './world.ts';
import type { SimNode, World } from './world.ts';

/** The cheap laws, asked of a node after each step that touched it. */
export async function watchNode(world: World, code: string): Promise<void> {
  const node = at(world, code);
  for (const entry of await readOn(node.ledger, node.db, node.node.deps.self)) await watchNew(world, node, entry);
  await watchLog(node.log, node.ledger, node.db);
  await watchHeld(world, node);
  await watchReached(node);
  await watchTrouble(node);
  await watchPapers(world, node);
}

/** I2, I6 and whose word was taken for it: a record that is new here. */
async function watchNew(world: World, node: SimNode, entry: Entry): Promise<void> {
  if (entry.verdict === 'own') return entry.kind === 'receipt' ? watchConfirmed(node, entry) : undefined;
  const where = `${entry.ref} (${entry.kind}) at ${node.code}`;
  hold(entry.peer === entry.participant, 'I2', () => `${where} came from ${entry.peer}`);
  const isEnvelope = entry.body === null && isDue(entry.kind, node.code);
  hold(isEnvelope || entry.to === null || entry.to === node.code, 'I1', () => `${where} is addressed to ${entry.to}`);
  if (entry.participant === enemy) return watchEnemy(world, node, entry, where);
  const author = at(world, entry.participant);
  await readOn(author.ledger, author.db, author.node.deps.self);
  const original = author.ledger.byDigest.get(entry.digest);
  hold(original?.verdict === 'own', 'I2', () => `${where} was never sealed by ${entry.participant}`);
  hold(entry.body === null || entry.body === original.body, 'I2', () => `${where} has another body than its author's`);
  const { verdict, code } = entry;
  const isTaken = verdict === 'accepted' || verdict === 'waiting' || isTooLate(world, node.code, entry);
  hold(isTaken, 'I6', () => `${where}, honestly made, is ${verdict}: ${code}`);
}

/** I5: what a receipt calls destroyed is not there, unless it was let go again since. */
async function watchConfirmed({ code, db, ledger }: SimNode, { ref, to, body }: Entry): Promise<void> {
  const { items } = JSON.parse(body ?? '{"items":[]}') as { items: { ref: string; status: string }[] };
  const gone = items.filter(({ status }) => status === 'destroyed').map((item) => item.ref);
  if (to === enemy || gone.length === 0) return;
  const { rows } = await sql<{ ref: string; digest: string }>`
    select ref, encode(digest, 'hex') as digest from record where ref = any(${gone}::text[]) and body is not null`.execute(
    db,
  );
  const kept = rows.find((row) => !isLetGo(ledger, to ?? '', code, row));
  hold(kept === undefined, 'I5', () => `receipt ${ref} of ${code} says that ${kept?.ref} is destroyed, and it is kept`);
}

/** What a leaver still said by its own clock, and the membership was over by the clock of whoever heard it. */
const isTooLate = (world: World, holder: string, { participant, code }: Entry): boolean =>
  code === 'membership' && hasLeft(participant, nowAt(world, holder));

function watchEnemy(world: World, node: SimNode, entry: Entry, where: string): void {
  const made = world.hostile.made.get(entry.digest);
  hold(made !== undefined, 'I2', () => `${where} was sealed by nobody`);
  hold(
    entry.body === null || entry.body === made.sealed.body,
    'I2',
    () => `${where} has another body than the one sealed`,
  );
  hold(made.isGood || entry.verdict !== 'accepted', 'judge', () => `${where} was accepted, and no rule allows it`);
  const isGiven = isControl(entry) || world.hostile.hasGiven(node.code, entry.digest);
  hold(isGiven, 'I1', () => `${where} is kept, and was never let go to ${node.code}`);
}

type HeldRow = { ref: string; digest: string; participant: string; open: boolean; title: boolean; withheld: boolean };

/** I1 and I5 at rest: content of others is here under a standing release, and nothing read from it is here without it. */
async function watchHeld(world: World, { code, db, ledger, holds }: SimNode): Promise<void> {
  const { rows } = await sql<HeldRow>`
    select ref, encode(digest, 'hex') as digest, participant, readers is null or title is not null as open,
      title is not null as title, withheld_at is not null as withheld from record
    where verdict <> 'own' and recipient is null and (body is not null or wrapped_keys is not null or title is not null)`.execute(
    db,
  );
  for (const row of rows) {
    if (row.withheld) {
      hold(
        holds.has(row.ref) && !row.title,
        'I5',
        () => `${row.ref} at ${code} is taken back, and kept or shown under no hold`,
      );
      continue;
    }
    hold(mayHold(world, ledger, row), 'I5', () => `${row.ref} can be read at ${code}; no release stands`);
    const isForAll = row.participant === enemy || isLetGoTo(ledger, row.participant, code, row);
    hold(!row.open || isForAll, 'I1', () => `all of ${code} read ${row.ref}, which is for one authority`);
  }
  const orphans = await sql<{ ref: string }>`
    select r.ref from threat_object t join record r on r.id = t.record_id where r.body is null or r.readers is not null or r.withheld_at is not null or r.verdict not in ('own', 'accepted')`.execute(
    db,
  );
  hold(orphans.rows.length === 0, 'I5', () => `what was read from ${orphans.rows[0]?.ref} is still at ${code}`);
  const twice = await sql<{ ref: string }>`
    select ref from record where participant <> ${enemy} group by ref having count(*) > 1`.execute(db);
  hold(twice.rows.length === 0, 'I6', () => `${twice.rows[0]?.ref} is at ${code} twice`);
}

/** I3 and I6: what was pulled and verified once stays behind. */
async function watchReached({ code, db, reached }: SimNode): Promise<void> {
  const { rows } = await sql<{ peer: string; seq: number; size: number }>`
    select participant as peer, seq, checkpoint_size as size from peer`.execute(db);
  for (const { peer, seq, size } of rows) {
    const before = reached.get(peer) ?? { seq: 0, size: 0 };
    hold(seq >= before.seq, 'I6', () => `${code} went back from ${before.seq} to ${seq} in the feed of ${peer}`);
    hold(
      size >= before.size,
      'I3',
      () => `${code} went back from size ${before.size} to ${size} of the log of ${peer}`,
    );
    reached.set(peer, { seq, size });
  }
}

/**
 * Honest members do not refuse, accuse or stop each other; that one was long out of reach may be said. What a leaver let go
 * too late is under no release where that was set aside.
 */
async function watchTrouble({ code, db }: SimNode): Promise<void> {
  const { rows } = await sql<{ text: string }>`
    select 'refused a line of ' || peer || ': ' || code || ' ' || why as text from refused_line where peer <> ${enemy}
      and not (code = 'unreleased' and peer = any(${Object.keys(lastDayOf)}::text[]))
    union all select 'raised an alarm about ' || participant || ': ' || code || ' ' || why from alarm where participant <> ${enemy} and code <> 'log-unproven'
    union all select 'stopped ' || participant from peer where stopped and participant <> ${enemy}`.execute(db);
  hold(rows.length === 0, 'I6', () => `${code} ${rows[0]?.text}`);
}
