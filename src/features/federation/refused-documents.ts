import type { Self } from '#features/alliance/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { dayMs } from '#platform/clock.ts';

/** So many documents of its own, or with no owner, a peer may offer in a day that do not count. */
const maxRefused = 64;
/** Of each other participant: more than an honest node can hold of one (alliance/chain-limits.ts), were all of it a fork. */
const maxRelayed = 300;
const maxKnown = 20_000;

/**
 * What was offered and does not count, as long as nothing changes in what is held; and of whom how much came within a day. In this
 * process alone: after a restart it is found out once more.
 */
export type RefusedMemory = {
  documents: string;
  digests: Set<string>;
  offered: Map<string, { since: number; digests: Set<string> }>;
};

const memories = new WeakMap<Self, RefusedMemory>();

export function memoryOf(self: Self): RefusedMemory {
  const { documents } = self.alliance;
  const held = memories.get(self) ?? { documents, digests: new Set(), offered: new Map() };
  if (held.documents !== documents || held.digests.size > maxKnown) held.digests.clear();
  held.documents = documents;
  memories.set(self, held);
  return held;
}

const digestOf = (text: string): string => toBase64url(sha256(text));

export const isRefused = ({ digests }: RefusedMemory, jws: string): boolean => digests.has(digestOf(jws));

/** Remembers one. True when this peer has offered too many: each counts once, however often it is offered. */
export function noteRefused(
  memory: RefusedMemory,
  jws: string,
  { from, owner, at }: { from: string; owner: string; at: Date },
): boolean {
  const digest = digestOf(jws);
  memory.digests.add(digest);
  const key = `${from} ${owner}`;
  const before = memory.offered.get(key);
  const isFresh = before !== undefined && at.getTime() - before.since < dayMs;
  const counted = isFresh ? before : { since: at.getTime(), digests: new Set<string>() };
  memory.offered.set(key, counted);
  counted.digests.add(digest);
  return counted.digests.size > (owner === from ? maxRefused : maxRelayed);
}
