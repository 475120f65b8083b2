import { isPutIntoForce } from './emergencies.ts';
import type { Deps, SealedRecord } from './model.ts';

export type Arrived = { record: SealedRecord; log: number; logIndex: number };

/** Who is appointed, or no longer, is known to what stands after it on the same page, and so is what is confirmed there, and what one officer put into force. */
export function partsOf(arrived: readonly Arrived[], deps: Pick<Deps, 'kinds'>): Arrived[][] {
  const parts: Arrived[][] = [];
  let part: Arrived[] = [];
  for (const one of arrived) {
    const { envelope, jws } = one.record;
    const kind = deps.kinds.get(envelope.kind);
    if ((kind?.confirms || isPutIntoForce(envelope, jws, deps)) && part.length > 0) {
      parts.push(part);
      part = [];
    }
    part.push(one);
    if (!kind?.changesOfficers) continue;
    parts.push(part);
    part = [];
  }
  return part.length > 0 ? [...parts, part] : parts;
}
