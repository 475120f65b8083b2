import { parseTlp } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Readers, RecordVerdict, Verdict } from '#features/records/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { markingsToAdd } from '#features/threats/model.ts';
import type { RecordMarking, ThreatQuery } from '#features/threats/model.ts';
import type { ExportOptions, ExportQuery, Refusal, Selection } from './model.ts';

/** What of a record decides whether an officer may take it out. */
export type Exportable = {
  ref: string;
  kind: string;
  participant: string;
  verdict: RecordVerdict;
  tlp: string | null;
  destroyed: boolean;
  withheld: boolean;
  hasContent: boolean;
  readers: Readers;
};

/**
 * Whether an officer may take a record's content out of the node, by its outer facts. An export is no release: it stays with this
 * participant, and TLP:RED of another is for the eyes of its officers only (TLP 2.0).
 * Codes: kind, verdict, destroyed, withheld, no-content, readers, suspended, marking, tlp.
 */
export function judgeExport(
  record: Exportable,
  viewer: Viewer,
  self: string,
  suspended: ReadonlySet<string>,
  wanted = 'threat.object',
): Verdict {
  const { ref, kind, readers } = record;
  if (kind !== wanted) return refuse('kind', `${ref} is a ${kind}; only objects are exported`);
  if (record.verdict !== 'own' && record.verdict !== 'accepted')
    return refuse('verdict', `${ref} is ${record.verdict}: it was not accepted here`);
  if (record.destroyed) return refuse('destroyed', `the content of ${ref} was destroyed`);
  if (record.withheld) return refuse('withheld', `${ref} was taken back and is kept, unread, under a hold`);
  if (!record.hasContent) return refuse('no-content', `the content of ${ref} is not here`);
  if (!viewer.content || (readers !== null && !readers.includes(viewer.authority)))
    return refuse('readers', `the content of ${ref} is not for this officer`);
  if (suspended.has(kind)) return refuse('suspended', `oversight has suspended cases of the type ${kind}`);
  const label = parseTlp(record.tlp);
  if (label === undefined) return refuse('marking', `${ref} has no label that could travel with it`);
  if (label === 'RED' && record.participant !== self)
    return refuse('tlp', `${ref} is ${record.participant}'s under TLP:RED: it is read here and goes into no file`);
  return accepted;
}

/** The most objects about persons of one export: more would be a register of them (SG-13). */
export const maxPersons = 100;

/**
 * Whether an object may be taken out, by what it says: one about a person, or that tells of one, only where its very record is named, or within its case
 * (SG-07, SG-13); and one that cannot bear its record's marking not at all. Codes: SG-07, marking.
 */
export function judgeObject(
  ref: string,
  value: StixValue,
  marking: RecordMarking,
  { isPerson, tellsOfPerson, persons }: { isPerson: boolean; tellsOfPerson: boolean; persons: boolean },
  alliance: string,
): Verdict {
  if (tellsOfPerson && !persons) {
    const told = isPerson ? 'is about a person' : 'tells of one who is, or may be, a person';
    return refuse('SG-07', `${ref} ${told}: it is exported by its ref, or within its case`);
  }
  const refs = value.object_marking_refs;
  const canBear = refs === undefined || Array.isArray(refs) || markingsToAdd(value, marking, alliance).length === 0;
  return canBear
    ? accepted
    : refuse('marking', `${ref} has object_marking_refs that are no list: no label can be added`);
}

/** What a record's envelope says of its use. `reuses`: it names records of others as its sources. */
export type RecordUse = { participant: string; purpose: string | null; reuses: boolean };

export const toUse = ({ ref, purpose, sources }: Envelope): RecordUse => ({
  participant: ref.split('/', 1)[0] ?? '',
  purpose: purpose ?? null,
  reuses: (sources?.length ?? 0) > 0,
});

/**
 * Whether a record's content may be taken out for a purpose (SG-11). What another wrote, and what re-uses it, only for the very purpose that
 * its envelope names: a new one needs the written consent of who wrote it. What is this participant's alone is its own to use. Codes: SG-11.
 */
export function judgePurpose(
  ref: string,
  { participant, purpose, reuses }: RecordUse,
  asked: string,
  self: string,
): Verdict {
  if (purpose === asked || (participant === self && !reuses)) return accepted;
  const given = purpose === null ? 'no purpose' : `the purpose ${purpose}`;
  return refuse('SG-11', `${ref} was given for ${given}; for ${asked} its author has not consented`);
}

/** What is said to who asked for records that may not be taken out. */
export function refuseExport({
  refused,
  refusedCount,
}: {
  refused: readonly Refusal[];
  refusedCount: number;
}): TamgaError {
  const [first] = refused;
  const more = refusedCount > 1 ? `; and ${refusedCount - 1} more of these records` : '';
  return new TamgaError(
    'refused',
    `${first?.why ?? 'nothing may be exported'}${more}. Leave them out (leaveOut=true, --leave-out), or choose otherwise`,
    {
      detail: {
        code: first?.code ?? 'refused',
        items: refused.map(({ ref, code, why }) => ({ path: ref, message: `${code}: ${why}` })),
      },
    },
  );
}

/**
 * What a query chooses, how, and what for. `saved`: the question under the name that it gives. `purposes`: those of the profile, the usual
 * one first. Errors: malformed, where it names more than one way; refused with purpose.
 */
export function readExport(
  asked: ExportQuery,
  purposes: readonly string[],
  saved: ThreatQuery = {},
): { selection: Selection; options: ExportOptions } {
  const { run, case: caseRef, refs, ids, selection, purpose = purposes[0] ?? '', ...others } = asked;
  const { versions = 'newest', hypotheses, references, leaveOut, ...typed } = others;
  const query = { ...saved, ...typed };
  const isSearch = selection !== undefined || Object.keys(typed).length > 0;
  const options = {
    versions,
    hypotheses: hypotheses !== 'false',
    references: references === 'true',
    leaveOut: leaveOut === 'true',
    purpose,
  };
  const listed = (text: string | undefined): string[] => [...new Set(text?.split(',') ?? [])];
  const ways: Selection[] = [
    ...(run === undefined ? [] : [{ by: 'run', run } as const]),
    ...(caseRef === undefined ? [] : [{ by: 'case', case: caseRef } as const]),
    ...(refs === undefined && ids === undefined
      ? []
      : [{ by: 'names', refs: listed(refs), ids: listed(ids) } as const]),
    ...(isSearch ? [{ by: 'search', query } as const] : []),
  ];
  if (ways.length > 1)
    throw new TamgaError('malformed', 'name an import run, a case, records or objects, or a search: one of them');
  if (!purposes.includes(purpose))
    throw new TamgaError('refused', `${purpose} is no purpose of the profile; there are: ${purposes.join(', ')}`, {
      detail: { code: 'purpose' },
    });
  return { selection: ways[0] ?? { by: 'search', query }, options };
}
