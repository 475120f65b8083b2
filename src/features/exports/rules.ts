import { parseTlp } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { accepted, refuse } from '#features/records/model.ts';
import type { Readers, RecordVerdict, Verdict } from '#features/records/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { markingsToAdd } from './markings-rules.ts';
import type { RecordMarking } from './markings-rules.ts';
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
 * Whether an object may be taken out, by what it says: one about a person only where its very record is named, or within its case
 * (SG-07, SG-13); and one that cannot bear its record's marking not at all. Codes: SG-07, marking.
 */
export function judgeObject(
  ref: string,
  value: StixValue,
  marking: RecordMarking,
  { isPerson, persons }: { isPerson: boolean; persons: boolean },
  alliance: string,
): Verdict {
  if (isPerson && !persons)
    return refuse('SG-07', `${ref} is about a person: it is exported by its ref, or within its case`);
  const refs = value.object_marking_refs;
  const canBear = refs === undefined || Array.isArray(refs) || markingsToAdd(value, marking, alliance).length === 0;
  return canBear
    ? accepted
    : refuse('marking', `${ref} has object_marking_refs that are no list: no label can be added`);
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
    `${first?.why ?? 'nothing may be exported'}${more}. Leave them out, or choose otherwise`,
    {
      detail: {
        code: first?.code ?? 'refused',
        items: refused.map(({ ref, code, why }) => ({ path: ref, message: `${code}: ${why}` })),
      },
    },
  );
}

/** What a query chooses, and how. Errors: malformed, where it names more than one way. */
export function readExport(asked: ExportQuery): { selection: Selection; options: ExportOptions } {
  const { run, case: caseRef, refs, ids, versions = 'newest', references, leaveOut, ...query } = asked;
  const options = { versions, references: references === 'true', leaveOut: leaveOut === 'true' };
  const listed = (text: string | undefined): string[] => [...new Set(text?.split(',') ?? [])];
  const ways: Selection[] = [
    ...(run === undefined ? [] : [{ by: 'run', run } as const]),
    ...(caseRef === undefined ? [] : [{ by: 'case', case: caseRef } as const]),
    ...(refs === undefined && ids === undefined
      ? []
      : [{ by: 'names', refs: listed(refs), ids: listed(ids) } as const]),
    ...(Object.keys(query).length === 0 ? [] : [{ by: 'search', query } as const]),
  ];
  if (ways.length > 1)
    throw new TamgaError('malformed', 'name an import run, a case, records or objects, or a search: one of them');
  return { selection: ways[0] ?? { by: 'search', query }, options };
}
