import { judgeKey } from '#features/alliance/model.ts';
import type { Deps, Envelope, Known, KnownRecord, RecordVerdict, SealedRecord } from './model.ts';
import { approvalsOf, kidOfSeal } from './seal.ts';
import { judge, judgeUnapproved, needsOfRecord } from './steps.ts';
import type * as store from './store.ts';

// What becomes of a record that arrived, without a database.

export const participantOf = ({ author }: Envelope): string => author.split('/', 1)[0] ?? '';

export const isApplied = (record: KnownRecord | undefined): boolean =>
  record?.verdict === 'own' || record?.verdict === 'accepted';

/**
 * What has to come before a record can be applied: what it names and is not applied here, and whatever appointed those who approved it and
 * has no content any more.
 */
export function missingOf(
  record: SealedRecord,
  { records, emergencies }: Pick<Known, 'records' | 'emergencies'>,
  { kinds }: Pick<Deps, 'kinds'>,
): string[] {
  const confirms = kinds.get(record.envelope.kind)?.confirms ?? false;
  const appointing = new Set(approvalsOf(record.jws).map(({ appointment }) => appointment));
  return needsOfRecord(record).filter((ref) => {
    const one = records.get(ref);
    // An act that was set aside because nobody confirmed it is here for what confirms it.
    if (confirms && emergencies.has(ref)) return false;
    return !isApplied(one) || (appointing.has(ref) && one?.destroyed === true);
  });
}

/** A record of this batch as the rules for the next ones know it; it has no row yet. */
export const toKnown = ({ envelope, digest }: SealedRecord, verdict: RecordVerdict): KnownRecord => ({
  id: 0,
  ref: envelope.ref,
  digest,
  kind: envelope.kind,
  participant: participantOf(envelope),
  author: envelope.author,
  recipient: envelope.to ?? null,
  tlp: envelope.marking?.tlp ?? null,
  base: envelope.marking?.base ?? null,
  realm: envelope.realm,
  destroyed: false,
  verdict,
});

/** Refs that two records of one batch claim. */
export function contestedRefs(records: readonly SealedRecord[]): string[] {
  const digests = Map.groupBy(records, (record) => record.envelope.ref);
  return [...digests]
    .filter(([, group]) => new Set(group.map((r) => r.digest.toString('hex'))).size > 1)
    .map(([ref]) => ref);
}

export const refConflict = 'another record bears the same ref: both are kept, neither is applied';

/** As `arrivalVerdict`, of a record at its place in the log: what its participant has disowned is kept and not applied. */
export function verdictAt(
  record: SealedRecord,
  { log, logIndex }: { log: number; logIndex: number | null },
  missing: readonly string[],
  conflict: boolean,
  known: Known,
  deps: Deps,
): store.StoredVerdict {
  const kid = kidOfSeal(record.jws.slice(0, record.jws.indexOf('.')));
  const key = logIndex === null ? 'valid' : judgeKey(known.alliance, kid, { log, index: logIndex });
  if (key !== 'valid') return { verdict: 'quarantined', code: key, why: `${kid} at log index ${logIndex}` };
  return arrivalVerdict(record, missing, conflict, known, deps);
}

export function arrivalVerdict(
  record: SealedRecord,
  missing: readonly string[],
  conflict: boolean,
  known: Known,
  deps: Deps,
): store.StoredVerdict {
  if (conflict)
    return {
      verdict: 'quarantined',
      code: 'ref-conflict',
      why: refConflict,
    };
  // Whoever approved it may be appointed by what is missing.
  const verdict = (missing.length > 0 ? judgeUnapproved : judge)(record, known, deps);
  if (!verdict.ok) return { verdict: 'quarantined', code: verdict.code, why: verdict.why };
  if (missing.length > 0)
    return { verdict: 'waiting', code: 'waiting', why: `needs ${missing.slice(0, 5).join(', ')}` };
  return { verdict: 'accepted', code: null, why: null };
}

export const unreadable: store.StoredVerdict = {
  verdict: 'quarantined',
  code: 'unreadable',
  why: 'its stored body cannot be opened',
};
