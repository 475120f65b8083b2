import type { Deps, SealedRecord } from '#features/records/model.ts';
import type { Tx } from '#platform/db/db.ts';
import { judgePersons, limitsOf } from '../rules.ts';
import * as store from '../store.ts';

type Arrival = { id: number; record: Pick<SealedRecord, 'envelope' | 'content' | 'body'> };
export type SetAside = { code: string; why: string };

/**
 * Which of these records of others, which every other rule lets in, are a bulk of persons: by the participant they are from and
 * their kind. What is set aside is counted and shown to officers. Code: SG-13.
 */
export async function gateArrivals(
  tx: Tx,
  deps: Deps,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<number, SetAside>> {
  const found = new Map<number, SetAside>();
  const telling = arrivals
    .map((arrival) => ({ ...arrival, persons: personsOf(arrival, deps) }))
    .filter(({ persons }) => persons > 0);
  const limits = limitsOf(deps.self.alliance.profile);
  const now = deps.now();
  for (const group of Map.groupBy(
    telling,
    ({ record: { envelope } }) => `${from(envelope)} ${envelope.kind}`,
  ).values()) {
    const { envelope } = group[0]!.record;
    const source = from(envelope);
    const tallied = { whose: `participant ${source}`, kind: envelope.kind };
    const persons = group.reduce((sum, one) => sum + one.persons, 0);
    const verdict = judgePersons(persons, await store.readBefore(tx, tallied, now), limits);
    await store.addTally(tx, tallied, { came: persons, taken: verdict.ok ? persons : 0 }, now);
    if (verdict.ok) continue;
    for (const { id } of group) found.set(id, { code: verdict.code, why: verdict.why });
    const none = { name: null, run: null, officer: null, fileDigest: null };
    await store.openQuarantine(tx, { gate: 'arrival', source, ...none, persons }, now);
  }
  return found;
}

const from = ({ author }: SealedRecord['envelope']): string => author.split('/', 1)[0] ?? '';

const personsOf = ({ record: { envelope, body, content } }: Arrival, { kinds }: Pick<Deps, 'kinds'>): number =>
  body === null ? 0 : (kinds.get(envelope.kind)?.persons?.(content) ?? 0);
