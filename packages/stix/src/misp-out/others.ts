import { isPersonBearing } from '../persons.ts';
import type { StixValue } from '../types.ts';
import { objectOf } from './object-of.ts';
import type { MispAttribute, MispObject } from './parts.ts';
import { toTags } from './one-tlp.ts';
import { partUuid, secondsOf, stamped, seenTimes, tagsOf, textIn, uuidOf } from './parts.ts';
import { isEqual, readComparisons } from './read-paths.ts';
import { TEMPLATE_OF, usualCategory } from './templates.ts';

/** The attribute that an observable of another producer becomes when it says one thing. */
const SINGLE: Readonly<Record<string, [type: string, property: string]>> = {
  'autonomous-system': ['AS', 'number'],
  'domain-name': ['domain', 'value'],
  'email-addr': ['email', 'value'],
  file: ['filename', 'name'],
  'ipv4-addr': ['ip-dst', 'value'],
  'ipv6-addr': ['ip-dst', 'value'],
  'mac-addr': ['mac-address', 'value'],
  mutex: ['mutex', 'name'],
  url: ['url', 'value'],
  'windows-registry-key': ['regkey', 'key'],
};

/** The same by the path of a comparison. */
const BY_PATH: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SINGLE).map(([object, [type, property]]): [string, string] => [`${object}:${property}`, type]),
  ['file:hashes.MD5', 'md5'],
  ['file:hashes.SHA-1', 'sha1'],
  ['file:hashes.SHA-256', 'sha256'],
  ['file:hashes.SHA-512', 'sha512'],
  ['network-traffic:src_ref.value', 'ip-src'],
  ['network-traffic:dst_ref.value', 'ip-dst'],
  ['email-message:from_ref.value', 'email-src'],
  ['email-message:subject', 'email-subject'],
]);

const RULE_TYPES: ReadonlySet<string> = new Set(['sigma', 'snort', 'suricata', 'yara']);
const COMMON = new Set(['type', 'id', 'spec_version', 'object_marking_refs', 'granular_markings', 'defanged']);

type Statements = ReadonlyMap<string, string>;

/** An observable that no MISP event was the source of: an attribute when it says one thing, else an object; undefined without a form. */
export function observableOf(
  value: StixValue,
  around: readonly StixValue[],
  observed: StixValue | undefined,
  statements: Statements,
): { attribute: MispAttribute } | { object: MispObject } | undefined {
  const type = String(value.type);
  const [kind, property] = SINGLE[type] ?? [];
  const says = Object.keys(value).filter((name) => !COMMON.has(name));
  const text = property === undefined ? undefined : value[property];
  const isPlain = typeof text === 'string' || typeof text === 'number';
  if (kind !== undefined && isPlain && says.length === 1) {
    const written = kind === 'AS' ? `AS${text}` : String(text);
    return { attribute: attribute(value, kind, written, { observed, statements }) };
  }
  const template = TEMPLATE_OF.get(type);
  const object = template && objectOf({ observables: [value, ...around] }, statements, template);
  if (object === undefined) return undefined;
  const timestamp = secondsOf(observed && textIn(observed, 'modified'));
  return { object: { ...object, ...stamped(timestamp), ...seenTimes(observed, timestamp) } };
}

/** An indicator: by its one comparison, or its pattern as it is. */
export function indicatorOf(value: StixValue, statements: Statements): MispAttribute | undefined {
  const pattern = textIn(value, 'pattern');
  if (pattern === undefined) return undefined;
  const type = textIn(value, 'pattern_type') ?? 'stix';
  const ids = { toIds: true, statements };
  if (type !== 'stix') return attribute(value, RULE_TYPES.has(type) ? type : 'text', pattern, ids);
  const all = readComparisons(pattern) ?? [];
  const [only] = all;
  const known = only && isEqual(only.comparison) ? BY_PATH.get(only.path) : undefined;
  if (all.length !== 1 || only === undefined || known === undefined)
    return attribute(value, 'stix2-pattern', pattern, ids);
  return attribute(value, known, known === 'AS' ? `AS${only.value}` : only.value, ids);
}

/** A vulnerability of another producer, by its name. */
export const vulnerabilityOf = (value: StixValue, statements: Statements): MispAttribute =>
  attribute(value, 'vulnerability', textIn(value, 'name') ?? uuidOf(value), { statements });

/** What has no form in MISP, as the text of its STIX object: nothing that is exported gets lost. */
export const textOfObject = (value: StixValue, statements: Statements): MispAttribute => ({
  ...attribute(value, 'text', JSON.stringify(value), { statements }),
  // Several objects of STIX share the UUID of what they were made of.
  uuid: partUuid(String(value.id)),
  category: isPersonBearing(value) ? 'Person' : 'Other',
  comment: `STIX 2.1 ${String(value.type)} without a form in MISP`,
});

function attribute(
  value: StixValue,
  type: string,
  text: string,
  {
    observed,
    toIds = false,
    statements,
  }: { observed?: StixValue | undefined; toIds?: boolean; statements: Statements },
): MispAttribute {
  const timestamp = secondsOf(textIn(observed ?? value, 'modified') ?? textIn(value, 'created'));
  const said = [textIn(value, 'name'), textIn(value, 'description')].filter((one) => one !== undefined);
  const comment = said.join(': ');
  const tags = toTags(tagsOf(value, statements));
  return {
    uuid: uuidOf(value),
    type,
    category: type === 'stix2-pattern' ? 'Payload installation' : usualCategory(type),
    value: text,
    to_ids: toIds,
    ...stamped(timestamp),
    ...(comment !== '' && comment !== text && { comment }),
    ...seenTimes(observed, timestamp),
    ...(tags.length > 0 && { Tag: tags }),
  };
}
