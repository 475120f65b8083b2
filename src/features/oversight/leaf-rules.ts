import { LogError, parseCheckpoint, parseNote } from '@tamga/log';
import type { Checkpoint } from '@tamga/log';
import { currentLog, logNamed } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';
import { sha256 } from '#platform/bytes.ts';
import type { Demand, Finding, Named, OpenedLeaf, Opening } from './leaf-model.ts';
import { judgeOverseer } from './rules.ts';

const dayMs = 86_400_000;
const leastDays = 1;
const mostDays = 90;

/**
 * Only oversight demands, on a basis of the profile, leaves of a checkpoint of the recipient's own log, and leaves a day for it.
 * Codes: not-oversight, missing-basis, basis, checkpoint, leaves, deadline.
 */
export function judgeDemand(envelope: Envelope, demand: Demand, known: Known): Verdict {
  const overseer = judgeOverseer(envelope, known);
  if (!overseer.ok) return overseer;
  const basis = judgeBasis(envelope, known);
  if (!basis.ok) return basis;
  const checkpoint = readCheckpoint(demand.checkpoint);
  const { to = '' } = envelope;
  const named = checkpoint && logNamed(known.alliance, checkpoint.origin);
  if (!checkpoint || named?.participant !== to || named.log > currentLog(known.alliance, to))
    return refuse('checkpoint', `it names no checkpoint of the log of ${envelope.to ?? ''}`);
  const { indexes = [], sample = 0 } = demand;
  if (sample > checkpoint.size || indexes.some((index) => index >= checkpoint.size))
    return refuse('leaves', `the checkpoint has ${checkpoint.size} leaves`);
  const days = (Date.parse(demand.deadline) - Date.parse(envelope.issuedAt)) / dayMs;
  if (days < leastDays || days > mostDays)
    return refuse('deadline', `an answer is due in ${leastDays} to ${mostDays} days`);
  return accepted;
}

function judgeBasis({ basis }: Envelope, { alliance }: Known): Verdict {
  if (!basis) return refuse('missing-basis', 'no legal basis is named');
  for (const { instrument, article } of basis) {
    const found = alliance.profile.instruments.find((one) => one.id === instrument);
    if (!found?.articles.some((one) => one.article === article))
      return refuse('basis', `the profile has no article ${article} of ${instrument}`);
  }
  return accepted;
}

/** Which log of its participant a checkpoint is of. */
export const logOfNote = (note: string, alliance: Alliance): number =>
  logNamed(alliance, readCheckpoint(note)?.origin ?? '')?.log ?? 1;

/** A note's checkpoint without regard to who signed it; undefined where it is none. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (error instanceof LogError) return undefined;
    throw error;
  }
}

/**
 * An answer goes to the oversight participant that demanded it of this author's participant, and to nobody else (I4).
 * Codes: not-oversight, demand.
 */
export function judgeOpening({ author, to = '' }: Envelope, { demand }: Opening, known: Known): Verdict {
  if (!known.alliance.profile.oversight.participants.includes(to))
    return refuse('not-oversight', `${to} is no oversight participant of the profile`);
  return judgeNamed(demand, to, participantFrom(author), known);
}

/** Only oversight finds; what it finds of a demand is of its own, to whom it was made. Codes: not-oversight, demand, leaves. */
export function judgeFinding(envelope: Envelope, { demand, leaves }: Finding, known: Known): Verdict {
  const overseer = judgeOverseer(envelope, known);
  if (!overseer.ok) return overseer;
  if ((demand === undefined) !== (leaves === undefined)) return refuse('leaves', 'leaves are those of a demand');
  return demand ? judgeNamed(demand, participantFrom(envelope.author), envelope.to ?? '', known) : accepted;
}

/** Whether this is a demand that one participant made of another, and counts here. */
function judgeNamed({ ref, digest }: Named, by: string, to: string, known: Known): Verdict {
  const found = known.records.get(ref);
  const counts = found?.verdict === 'own' || found?.verdict === 'accepted';
  const fits = found?.kind === 'leaf.demand' && found.participant === by && found.recipient === to;
  if (counts && fits && found.digest.toString('base64url') === digest) return accepted;
  return refuse('demand', `${ref} is no demand of ${by} to ${to}`);
}

export const participantFrom = (author: string): string => author.split('/', 1)[0] ?? '';

/** The leaves that a demand asks for, in their order. */
export function demandedLeaves(ref: string, demand: Demand): number[] {
  const checkpoint = readCheckpoint(demand.checkpoint);
  if (demand.indexes) return demand.indexes.toSorted((a, b) => a - b);
  return checkpoint ? sampleLeaves(checkpoint.root, ref, checkpoint.size, demand.sample ?? 0) : [];
}

/**
 * A sample that neither side picks: it follows from the root, which was signed before there was a demand, and from the demand's
 * ref, which did not exist when it was signed. SHA-256("tamga-sample" ‖ root ‖ ref) is the seed; SHA-256(seed ‖ n) for n = 0, 1, …
 * (uint32) gives a number (its first 8 bytes) below the largest multiple of the size, or is passed over; repeats are passed over.
 */
export function sampleLeaves(root: Uint8Array, ref: string, size: number, count: number): number[] {
  const seed = sha256(Buffer.concat([Buffer.from('tamga-sample'), root, Buffer.from(ref)]));
  const chosen = new Set<number>();
  const ceiling = (2n ** 64n / BigInt(size)) * BigInt(size);
  for (let n = 0; chosen.size < Math.min(count, size); n++) {
    const place = Buffer.alloc(4);
    place.writeUInt32BE(n);
    const value = sha256(Buffer.concat([seed, place])).readBigUInt64BE();
    if (value < ceiling) chosen.add(Number(value % BigInt(size)));
  }
  return [...chosen].toSorted((a, b) => a - b);
}

/** As many openings as their size asks for, in JSON of at most `maxBytes` each; a leaf alone is never too large. */
export function cutAnswer(leaves: readonly OpenedLeaf[], maxBytes: number): OpenedLeaf[][] {
  const parts: OpenedLeaf[][] = [];
  let bytes = maxBytes;
  for (const leaf of leaves) {
    const length = JSON.stringify(leaf).length + 1;
    if (bytes + length > maxBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(leaf);
    bytes += length;
  }
  return parts;
}
