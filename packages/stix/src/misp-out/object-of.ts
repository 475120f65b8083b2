import type { StixValue } from '../types.ts';
import { IDS_TYPES } from '../misp/ids-types.ts';
import { isRaw } from '../misp/raw.ts';
import { pathsOfObservables, pathsOfPattern, readComparisons } from './read-paths.ts';
import { toTags } from './one-tlp.ts';
import { mispLabel, partUuid, secondsOf, stamped, seenTimes, tagsOf, textIn, textsIn, uuidOf } from './parts.ts';
import type { MispAttribute, MispObject } from './parts.ts';
import type { AttributeParts } from './attribute-of.ts';
import { relationOf } from './relations.ts';
import { TEMPLATES, usualCategory } from './templates.ts';

type Found = { relation: string; type: string; value: string; data?: string; uuid?: string };

/** The MISP object that these objects were made of; undefined where nothing of it is in them. */
export function objectOf(
  parts: AttributeParts,
  statements: ReadonlyMap<string, string>,
  given?: { name: string; category: string },
): MispObject | undefined {
  const { observed, indicator, alone } = parts;
  const main = alone ?? observed ?? indicator ?? parts.observables[0];
  const name = given?.name ?? (main && (mispLabel(main, 'name') ?? textIn(main, 'x_misp_name')));
  if (main === undefined || name === undefined) return undefined;
  const uuid = uuidOf(main);
  const timestamp = secondsOf(textIn(main, 'modified'));
  const wanted = new Set(
    (readComparisons((indicator && textIn(indicator, 'pattern')) ?? '') ?? []).map(({ value }) => value),
  );
  const tags = toTags([...tagsOf(main, statements), ...(indicator ? tagsOf(indicator, statements) : [])]);
  const shared = tags.length > 0 ? { Tag: tags } : {};
  const Attribute = attributesOf(name, parts).map((one): MispAttribute => {
    const isAsn = one.type === 'AS' && /^\d+$/.test(one.value);
    return {
      uuid: one.uuid ?? partUuid(uuid, one.relation, one.value),
      object_relation: one.relation,
      type: one.type,
      category: usualCategory(one.type),
      value: isAsn ? `AS${one.value}` : one.value,
      ...(one.data !== undefined && { data: one.data }),
      to_ids: wanted.has(one.value) || (one.data !== undefined && wanted.has(one.data)),
      ...stamped(timestamp),
      ...shared,
    };
  });
  const kept = alone ? keptAttributes(alone, timestamp, shared) : [];
  if (Attribute.length + kept.length === 0) return undefined;
  const comment = (indicator && textIn(indicator, 'description')) ?? textIn(main, 'x_misp_comment');
  return {
    uuid,
    name,
    'meta-category':
      given?.category ?? mispLabel(main, 'meta-category') ?? textIn(main, 'x_misp_meta_category') ?? 'misc',
    ...stamped(timestamp),
    ...(comment !== undefined && { comment }),
    ...seenTimes(observed, timestamp),
    Attribute: [...Attribute, ...kept],
  };
}

/** Attributes that a custom object keeps as they were. */
function keptAttributes(value: StixValue, timestamp: string, shared: object): MispAttribute[] {
  const list: unknown[] = Array.isArray(value.x_misp_attributes) ? value.x_misp_attributes : [];
  return list.filter(isRaw).flatMap((raw) => {
    const [type, text, relation] = [textIn(raw, 'type'), textIn(raw, 'value'), textIn(raw, 'object_relation')];
    if (type === undefined || text === undefined) return [];
    const [comment, data] = [textIn(raw, 'comment'), textIn(raw, 'data')];
    const attribute: MispAttribute = {
      uuid: textIn(raw, 'uuid') ?? partUuid(uuidOf(value), relation ?? type, text),
      ...(relation !== undefined && { object_relation: relation }),
      type,
      category: textIn(raw, 'category') ?? usualCategory(type),
      value: text,
      to_ids: raw.to_ids === true,
      ...stamped(timestamp),
      ...(comment !== undefined && { comment }),
      ...(data !== undefined && { data }),
      ...shared,
    };
    return [attribute];
  });
}

function attributesOf(name: string, { observables, indicator, alone }: AttributeParts): Found[] {
  if (alone !== undefined) return alone.type === 'vulnerability' ? vulnerability(alone) : [];
  const template = TEMPLATES.get(name);
  if (template === undefined) return [];
  if (observables.length === 0) {
    const pattern = (indicator && textIn(indicator, 'pattern')) ?? '';
    const read = pathsOfPattern(pattern);
    const known = template.flatMap(({ path, ...part }) => read(path).map((value) => named({ ...part, value })));
    return [...known, ...customComparisons(name, pattern)];
  }
  const read = pathsOfObservables(observables);
  const owner = new Map(observables.map((one) => [textIn(one, 'value') ?? textIn(one, 'path'), uuidOf(one)]));
  const found = template.flatMap(({ path, ...part }) =>
    [...new Set(read(path))].map((value) => ({
      ...named({ ...part, value }),
      ...uuidFor(owner.get(value), observables[0]),
    })),
  );
  // The mapping makes these of the addresses themselves.
  const said = found.filter(({ relation, value }) => relation !== 'protocol' || !/^ipv[46]$/.test(value));
  return [...said, ...observables.flatMap(contentOf), ...observables.flatMap((one) => custom(name, one))];
}

/** An end of traffic is an address or a name. */
const named = (found: Found): Found =>
  /^ip-(?:src|dst)$/.test(found.relation) && !/:|^[\d.]+(?:\/\d+)?$/.test(found.value)
    ? { ...found, relation: 'domain', type: 'domain' }
    : found;

const customComparisons = (template: string, pattern: string): Found[] =>
  (readComparisons(pattern) ?? []).flatMap(({ path, value }) => {
    const property = path.slice(path.indexOf(':') + 1);
    return property.includes('.') ? [] : custom(template, { [property]: value });
  });

/** Members that say nothing of their own, or are told by what refers to them. */
const COMMON = /^(?:type|id|spec_version|defanged|object_marking_refs|granular_markings|hashes|x_misp_.*)$/;

/** Of the observables that a MISP object was made of, those that say more than its template takes. */
export function untold(name: string, observables: readonly StixValue[]): StixValue[] {
  const taken = new Map<string, Set<string>>();
  for (const { path } of TEMPLATES.get(name) ?? []) {
    const [type = '', property = ''] = path.split(/[:.]/);
    taken.set(type, (taken.get(type) ?? new Set()).add(property));
  }
  const main = new Set(taken.keys());
  return observables.filter(({ type, ...rest }) => {
    const known = taken.get(String(type)) ?? new Set(PARTS[String(type)]);
    known.add('content_ref');
    const isPart = main.has(String(type)) || Object.hasOwn(PARTS, String(type));
    return !isPart || Object.keys(rest).some((property) => !COMMON.test(property) && !known.has(property));
  });
}

/** What is told of observables that others refer to. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  artifact: ['payload_bin', 'mime_type', 'encryption_algorithm', 'decryption_key'],
  directory: ['path'],
  'domain-name': ['value'],
  'ipv4-addr': ['value'],
  'ipv6-addr': ['value'],
};

/** An address or a folder keeps the UUID of its attribute; what shares the object's own has none. */
const uuidFor = (uuid: string | undefined, main: StixValue | undefined): { uuid?: string } =>
  uuid === undefined || (main !== undefined && uuid === uuidOf(main)) ? {} : { uuid };

/** The sample or attachment in an artifact. */
function contentOf(value: StixValue): Found[] {
  const [name, data] = [textIn(value, 'x_misp_filename'), textIn(value, 'payload_bin')];
  if (value.type !== 'artifact' || name === undefined || data === undefined) return [];
  const md5 = isRaw(value.hashes) ? textIn(value.hashes, 'MD5') : undefined;
  const type = value.decryption_key === undefined ? 'attachment' : 'malware-sample';
  return [{ relation: type, type, value: md5 === undefined ? name : `${name}|${md5}`, data, uuid: uuidOf(value) }];
}

/** Attributes without a property of their own in STIX. Their relation had its hyphens turned into underscores. */
function custom(template: string, value: StixValue): Found[] {
  return Object.entries(value).flatMap(([name, given]) => {
    if (!name.startsWith('x_misp_') || value.type === 'artifact') return [];
    const property = name.slice('x_misp_'.length);
    const usual = property.replaceAll('_', '-');
    const known = relationOf(template, property);
    const { relation, type } = known ?? { relation: usual, type: IDS_TYPES.has(usual) ? usual : 'text' };
    const all: unknown[] = Array.isArray(given) ? given : [given];
    return all.flatMap((one): Found[] => {
      if (typeof one === 'string') return [{ relation, type, value: one }];
      const [text, data] = isRaw(one) ? [textIn(one, 'value'), textIn(one, 'data')] : [];
      return text === undefined
        ? []
        : [{ relation, type: 'attachment', value: text, ...(data !== undefined && { data }) }];
    });
  });
}

function vulnerability(value: StixValue): Found[] {
  const references = Array.isArray(value.external_references) ? value.external_references.filter(isRaw) : [];
  const ids = references.map((one) => textIn(one, 'external_id')).filter((id) => id !== undefined);
  const urls = references.map((one) => textIn(one, 'url')).filter((url) => url !== undefined);
  const description = textIn(value, 'description');
  return [
    ...(ids.length > 0 ? ids : textsIn({ names: [textIn(value, 'name')] }, 'names')).map((id): Found => ({
      relation: 'id',
      type: 'vulnerability',
      value: id,
    })),
    ...(description === undefined ? [] : [{ relation: 'description', type: 'text', value: description }]),
    ...urls.map((url): Found => ({ relation: 'references', type: 'link', value: url })),
    ...custom('vulnerability', value).filter(({ relation }) => relation !== 'comment'),
  ];
}
