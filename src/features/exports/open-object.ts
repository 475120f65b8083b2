import { memberRange } from '@tamga/json';
import type { StixValue } from '@tamga/stix';
import { decryptBody, openEnvelope } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { RecordMarking } from './markings-rules.ts';
import type { ContentRow } from './select-store.ts';

/** An object as its record holds it: the very bytes that came in, what they say, and the record's marking. */
export type OpenedObject = { text: Uint8Array; value: StixValue; marking: RecordMarking; from: string | null };

/** The object in a record's body; or why it cannot be opened here. */
export function openObject(row: ContentRow, self: Deps['self']): OpenedObject | 'no-key' | 'broken' {
  const opened = decryptBody(row, self);
  if (!opened.ok) return opened.code === 'no-key' ? 'no-key' : 'broken';
  const range = memberRange(opened.body, '/object');
  const { marking } = openEnvelope(row.jws);
  if (range === undefined || marking === undefined) return 'broken';
  const text = opened.body.subarray(range.start, range.end);
  const from = memberRange(opened.body, '/from');
  return {
    text,
    value: JSON.parse(text.toString('utf8')) as StixValue,
    marking,
    from: from === undefined ? null : (JSON.parse(opened.body.toString('utf8', from.start, from.end)) as string),
  };
}
