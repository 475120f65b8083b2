import { sql } from 'kysely';
import { hold } from './breach.ts';
import { isAccount, isControl, isLetGo, isShort, namedBy } from './ledger.ts';
import type { Entry } from './ledger.ts';
import { dueKinds, lastDayOf } from './members.ts';
import type { SimNode } from './world.ts';

/** I6: what one node says to another is there, accepted, once, and in the order in which it was said. */
export async function checkFeeds(nodes: readonly SimNode[]): Promise<void> {
  for (const from of nodes)
    for (const to of nodes.filter((node) => node !== from)) {
      // Once the membership of one of them is over, a release between them is a void line, or set aside.
      const leaves = [from, to].some(({ code }) => lastDayOf[code] !== undefined);
      const isDue = (entry: Entry): boolean => isControl(entry) && !(leaves && entry.kind === 'release');
      const said = from.ledger.own.filter((entry) => isDue(entry) && entry.to === to.code);
      const heard = [...to.ledger.byDigest.values()].filter(
        (entry) => isDue(entry) && entry.participant === from.code && entry.to === to.code,
      );
      const lost = said.find((entry) => to.ledger.byDigest.get(entry.digest)?.verdict !== 'accepted');
      hold(
        lost === undefined,
        'I6',
        () => `${lost?.kind} ${lost?.ref} of ${from.code} never came into force at ${to.code}`,
      );
      hold(heard.length === said.length, 'I6', () => `${to.code} heard what ${from.code} did not say`);
      await checkPlaces(from, to);
    }
  for (const { code, db } of nodes) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from log_queue`.execute(db);
    hold(rows[0]?.n === 0, 'I6', () => `records of ${code} wait for their place in the log`);
  }
}

/** Oversight has the envelope of all that it is owed, and of nothing the content. */
export function checkDues(overseer: SimNode, nodes: readonly SimNode[]): void {
  for (const from of nodes.filter((node) => node !== overseer))
    for (const entry of from.ledger.own.filter(({ kind, to }) => dueKinds.has(kind) && to !== overseer.code)) {
      const where = `${entry.kind} ${entry.ref} of ${from.code}`;
      const there = overseer.ledger.byDigest.get(entry.digest);
      hold(there !== undefined, 'I6', () => `${where} is owed to oversight, and not there`);
      hold(there.body === null, 'I1', () => `${where} is at oversight with its content`);
    }
}

async function checkPlaces(from: SimNode, to: SimNode): Promise<void> {
  const { rows: entries } = await sql<{ first: number; count: number }>`
    select first_seq as first, count from feed_entry where recipient = ${to.code} order by first_seq`.execute(from.db);
  let next = 1;
  for (const { first, count } of entries) {
    hold(first === next, 'I6', () => `the feed of ${from.code} to ${to.code} has a gap at ${next}`);
    next += count;
  }
  const { rows } = await sql<{ seq: number }>`select seq from peer where participant = ${from.code}`.execute(to.db);
  const seq = rows[0]?.seq ?? 0;
  hold(seq === next - 1, 'I6', () => `${to.code} stands at ${seq} of ${next - 1} in the feed of ${from.code}`);
}

type Item = { ref: string; digest: string; status: string };

/** I5: of each record that was taken back its author has it in writing what became of it, once for each recall. */
export function checkReceipts(nodes: readonly SimNode[]): void {
  for (const from of nodes)
    for (const to of nodes.filter((node) => node !== from)) {
      const items = new Map<string, string[]>();
      for (const receipt of [...from.ledger.byDigest.values()].filter(
        (e) => e.kind === 'receipt' && e.participant === to.code,
      ))
        for (const { ref, status } of (JSON.parse(receipt.body ?? '{"items":[]}') as { items: Item[] }).items)
          items.set(ref, [...(items.get(ref) ?? []), status]);
      checkAnswers(from, to, items);
      checkDelivered(from, to, items);
    }
}

const toOther = (from: SimNode, to: SimNode, kind: string): Entry[] =>
  from.ledger.own.filter((entry) => entry.kind === kind && entry.to === to.code);
const refOf = (name: string): string => name.split(' ')[0]!;

function checkAnswers(from: SimNode, to: SimNode, items: ReadonlyMap<string, string[]>): void {
  const asked = Map.groupBy(toOther(from, to, 'recall').flatMap(namedBy), (name) => name);
  for (const [name, times] of asked) {
    const ref = refOf(name);
    const answers = (items.get(ref) ?? []).filter((status) => status === 'destroyed' || status === 'never-held');
    const where = `${ref}, taken back from ${to.code} ${times.length} times`;
    const record = from.ledger.byRef.get(ref);
    // What is held is answered at once, and once more when it is destroyed; so is what is over by then.
    if (to.holds.has(ref) || (record && isShort(record))) {
      const all = (items.get(ref) ?? []).filter((status) => status !== 'delivered').length;
      hold(all >= times.length, 'I5', () => `${where}, was answered ${all} times`);
      continue;
    }
    hold(answers.length === times.length, 'I5', () => `${where}, was answered ${answers.length} times`);
    if (isLetGo(from.ledger, from.code, to.code, { ref, digest: name.split(' ')[1]! })) continue;
    const wasThere = to.ledger.byRef.get(ref) !== undefined;
    hold(wasThere === answers.includes('destroyed'), 'I5', () => `${where}, was there: ${wasThere}; ${answers.join()}`);
  }
}

function checkDelivered(from: SimNode, to: SimNode, items: ReadonlyMap<string, string[]>): void {
  const offered = Map.groupBy(toOther(from, to, 'release').flatMap(namedBy).map(refOf), (ref) => ref);
  const there = [...to.ledger.byDigest.values()].filter(
    (e) => e.participant === from.code && !isControl(e) && !isAccount(e),
  );
  for (const { ref } of there) {
    const delivered = (items.get(ref) ?? []).filter((status) => status === 'delivered').length;
    const times = offered.get(ref)?.length ?? 0;
    const what = `${ref} was let go to ${to.code} ${times} times and confirmed ${delivered} times`;
    hold(delivered > 0 && delivered <= times, 'I6', () => what);
  }
}
