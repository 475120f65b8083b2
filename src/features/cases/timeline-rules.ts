import type { CaseEvent, CaseRelease } from './case-model.ts';
import type { Step } from './next-model.ts';
import type { Fact } from './thread-rules.ts';

/** The record under which a record of a case stands: what it corrects, what it is about, else the case itself. */
export function parentOf(one: Fact, root: string, refs: ReadonlySet<string>): string | null {
  if (one.ref === root) return null;
  const about = one.about.find((ref) => refs.has(ref) && ref !== one.ref);
  const named = one.replaces !== null && refs.has(one.replaces) ? one.replaces : about;
  return named ?? root;
}

/**
 * Everything of a case that this node knows of, in the order in which it happened here: what it sealed when it was sealed, what others
 * wrote when it came. `control` are the releases, recalls and receipts by their refs.
 */
export function foldTimeline(
  thread: readonly Fact[],
  releases: readonly (CaseRelease & { recallRef: string | null })[],
  control: ReadonlyMap<string, Fact>,
): CaseEvent[] {
  const refs = new Set(thread.map(({ ref }) => ref));
  const root = thread[0]?.ref ?? '';
  const events: CaseEvent[] = thread.map((one) => ({
    ...eventOf(one, one.verdict !== 'own' ? 'arrived' : one.sealedAt ? 'sealed' : 'written'),
    followed: thread.filter((other) => parentOf(other, root, refs) === one.ref).map(({ ref }) => ref),
  }));
  const byRecord = new Map<string, CaseEvent>();
  // A release lets several records go, and a receipt confirms several: each is told once.
  const tell = (ref: string, what: CaseEvent['what'], change: Partial<CaseEvent>, record: string): void => {
    const fact = control.get(ref);
    const key = `${ref} ${change.status ?? ''} ${change.to ?? ''}`;
    const told = byRecord.get(key);
    if (told) {
      if (!told.of.includes(record)) told.of.push(record);
    } else if (fact) byRecord.set(key, { ...eventOf(fact, what), ...change, of: [record] });
  };
  for (const { record, ref, to, recallRef, receipts } of releases) {
    tell(ref, 'released', { to }, record);
    if (recallRef !== null) tell(recallRef, 'recalled', { to }, record);
    for (const receipt of receipts) tell(receipt.ref, 'confirmed', { status: receipt.status }, record);
  }
  return [...events, ...byRecord.values()].toSorted(
    (a, b) =>
      a.at.getTime() - b.at.getTime() || order.indexOf(a.what) - order.indexOf(b.what) || (a.ref < b.ref ? -1 : 1),
  );
}

/** Of what happened in one moment. */
const order: readonly CaseEvent['what'][] = ['sealed', 'written', 'arrived', 'released', 'recalled', 'confirmed'];

function eventOf(
  { ref, kind, author, officers, issuedAt, arrivedAt, sealedAt, verdict }: Fact,
  what: CaseEvent['what'],
): CaseEvent {
  const at = verdict === 'own' ? (sealedAt ?? issuedAt) : arrivedAt;
  const none = { to: null, status: null, of: [], followed: [] };
  return { at, what, ref, kind, author, officers: [...officers], issuedAt, ...none };
}

const always = new Set<Step['act']>(['approve', 'confirm', 'task']);

/** Of all steps of a case those that somebody has to see to: what has a clock, what waits for a hand, and what the case itself asks for. */
export const stepsOfCase = (steps: readonly Step[], root: string): Step[] =>
  steps.filter(({ act, due, record }) => due !== null || always.has(act) || (record === root && act === 'write'));
