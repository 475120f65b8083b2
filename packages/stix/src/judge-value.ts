import { isTypeName, typeOfId } from './validate/identifiers.ts';
import { compareInstants, isTimestamp } from './timestamps.ts';
import type { StixValue } from './types.ts';
import { isJsonObject } from './validate/judge.ts';
import { tableOf } from './validate/object-tables.ts';

/** Without these nobody can tell which object it is, or which version of it: no other error keeps an object from being read. */
export type ValueFault =
  | 'not-an-object'
  | 'no-type'
  | 'bad-type'
  | 'bad-id'
  | 'id-type-mismatch'
  | 'bad-timestamp'
  | 'missing-timestamp';

/** The common properties of an object that passed. Timestamps are as written. */
export interface CommonProperties {
  readonly id: string;
  readonly type: string;
  readonly created?: string;
  readonly modified?: string;
  readonly revoked: boolean;
  readonly name?: string;
}

export type ValueVerdict =
  | { readonly ok: true; readonly value: StixValue; readonly common: CommonProperties }
  | { readonly ok: false; readonly id?: string; readonly code: ValueFault; readonly why: string };

/**
 * Judges type, identifier and timestamps (STIX 2.1 §3.2), and nothing else: by the identifiers, timestamps and tables of the validator,
 * which has more to say of the same properties, such as their precision.
 */
export function judgeValue(value: unknown): ValueVerdict {
  if (!isJsonObject(value)) return { ok: false, code: 'not-an-object', why: 'the element is no JSON object' };
  const { type, id, created, modified, name } = value;
  const refuse = (code: ValueFault, why: string): ValueVerdict =>
    typeof id === 'string' && id.length <= 300 ? { ok: false, id, code, why } : { ok: false, code, why };

  if (type === undefined) return refuse('no-type', 'there is no type');
  if (typeof type !== 'string' || !isTypeName(type)) return refuse('bad-type', 'type is no STIX type name');
  if (type === 'bundle') return refuse('bad-type', 'a bundle is no object of a bundle');
  const idType = typeof id === 'string' ? typeOfId(id) : undefined;
  if (typeof id !== 'string' || idType === undefined) return refuse('bad-id', 'id is not <type>--<UUID>');
  if (idType !== type) return refuse('id-type-mismatch', `id begins with ${idType} in an object of type ${type}`);

  const required = tableOf(type)?.required ?? [];
  for (const [property, time] of [
    ['created', created],
    ['modified', modified],
  ] as const) {
    if (time !== undefined && (typeof time !== 'string' || !isTimestamp(time))) {
      return refuse('bad-timestamp', `${property} is no UTC timestamp`);
    }
    if (time === undefined && required.includes(property))
      return refuse('missing-timestamp', `${type} needs ${property}`);
  }
  if (typeof created === 'string' && typeof modified === 'string' && compareInstants(modified, created) < 0) {
    return refuse('bad-timestamp', 'modified is before created');
  }
  const common: CommonProperties = {
    id,
    type,
    ...(typeof created === 'string' && { created }),
    ...(typeof modified === 'string' && { modified }),
    revoked: value.revoked === true,
    ...(typeof name === 'string' && { name }),
  };
  return { ok: true, value, common };
}
