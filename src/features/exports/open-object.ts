import { memberRange } from '@tamga/json';
import type { StixValue } from '@tamga/stix';
import { decryptBody, openEnvelope } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { RecordMarking } from '#features/threats/model.ts';
import { toUse } from './rules.ts';
import type { RecordUse } from './rules.ts';
import type { ContentRow } from './select-store.ts';

/** An object as its record holds it: the very bytes that came in, what they say, and what the record's envelope says of their use. */
export type OpenedObject = {
  ref: string;
  author: string;
  /** When its record was sealed. */
  at: string;
  text: Uint8Array;
  value: StixValue;
  marking: RecordMarking;
  use: RecordUse;
  from: string | null;
};

/** The object in a record's body; or why it cannot be opened here. */
export function openObject(row: ContentRow, self: Deps['self']): OpenedObject | 'no-key' | 'broken' {
  const opened = decryptBody(row, self);
  if (!opened.ok) return opened.code === 'no-key' ? 'no-key' : 'broken';
  const range = memberRange(opened.body, '/object');
  const envelope = openEnvelope(row.jws);
  const { ref, author, issuedAt: at, marking } = envelope;
  if (range === undefined || marking === undefined) return 'broken';
  const text = opened.body.subarray(range.start, range.end);
  const from = memberRange(opened.body, '/from');
  return {
    ref,
    author,
    at,
    text,
    value: JSON.parse(text.toString('utf8')) as StixValue,
    marking,
    use: toUse(envelope),
    from: from === undefined ? null : (JSON.parse(opened.body.toString('utf8', from.start, from.end)) as string),
  };
}
