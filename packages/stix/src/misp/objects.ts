import { addIndicator, addObserved, type Part, warnAboutLeftovers } from './attributes.ts';
import type { EventConversion } from './conversion.ts';
import { galaxiesOf } from './galaxies.ts';
import { isMappedObject, objectForm } from './object-forms.ts';
import { ObjectValues, type ObjectForm } from './object-values.ts';
import { allOf } from './patterns.ts';
import { flagOf, listOf, textOf, type Raw } from './raw.ts';
import { readTags, tagged, tagNames } from './tags.ts';
import { fromUnixSeconds, toUtc } from './times.ts';

/** Converts one object of an event, with its references to others. */
export function convertObject(event: EventConversion, raw: Raw, path: string): void {
  // One object of STIX holds several attributes, so each label among them is the whole object's.
  event.run.label(path, tagNames(raw, ...listOf(raw, 'Attribute')));
  const name = textOf(raw, 'name');
  if (name === undefined) return event.run.refuse(path, 'no-type', 'the object has no name');
  if (flagOf(raw, 'deleted') === true) return event.run.refuse(path, 'deleted', 'its author deleted the object');
  const attributes = usableAttributes(event, raw, path);
  if (attributes.length === 0) return event.run.refuse(path, 'no-value', 'the object has no attributes');

  const category = textOf(raw, 'meta-category') ?? 'misc';
  const content = attributes.flatMap(({ raw: one }) => [textOf(one, 'object_relation'), textOf(one, 'value')]);
  const uuid = event.uuidOf(raw, path, name, ...content);
  const allTags = tagNames(...attributes.map((attribute) => attribute.raw));
  const galaxies = galaxiesOf(
    event,
    attributes.flatMap((attribute) => listOf(attribute.raw, 'Galaxy')),
    allTags,
  );
  const part: Part = {
    raw,
    path,
    uuid,
    moment: event.momentOf(raw),
    labels: [`misp:name="${name.replaceAll('|', '-')}"`, `misp:meta-category="${category}"`],
    tags: readTags(galaxies.names),
    category,
  };
  event.mark(part.tags);

  const form = objectForm(name, readValues(event, attributes, uuid));
  if (form === undefined) {
    const why = isMappedObject(name) ? 'it lacks what STIX requires' : `objects of template ${name} have no form here`;
    event.run.warn(path, isMappedObject(name) ? 'bad-value' : 'unmapped', `kept as a custom object: ${why}`);
  }
  const id = form === undefined ? addCustom(event, part, name, attributes) : addForm(event, part, form);
  for (const { raw: attribute } of attributes) event.alias(textOf(attribute, 'uuid')?.toLowerCase() ?? '', id);
  galaxies.relate(id, path, part.moment);
  relateReferences(event, part, id);
  warnAboutLeftovers(event, raw, path);
}

interface Attribute {
  readonly raw: Raw;
  readonly path: string;
}

/** The attributes that say something; the others are refused one by one. */
function usableAttributes(event: EventConversion, raw: Raw, path: string): Attribute[] {
  return listOf(raw, 'Attribute').flatMap((attribute, index) => {
    const at = `${path}/Attribute/${index}`;
    if (flagOf(attribute, 'deleted') === true) event.run.refuse(at, 'deleted', 'its author deleted the attribute');
    else if (textOf(attribute, 'value') === undefined) event.run.refuse(at, 'no-value', 'the attribute has no value');
    else return [{ raw: attribute, path: at }];
    return [];
  });
}

function readValues(
  event: EventConversion,
  attributes: readonly Attribute[],
  uuid: string,
): Parameters<typeof objectForm>[1] {
  const all = new ObjectValues();
  const wanted = new ObjectValues();
  for (const { raw, path } of attributes) {
    const relation = textOf(raw, 'object_relation') ?? textOf(raw, 'type') ?? 'unknown';
    const written = textOf(raw, 'value') ?? '';
    // Only so can two exports of one event, in two time zones, be the same.
    const value = textOf(raw, 'type') === 'datetime' ? (toUtc(written) ?? written) : written;
    const data = textOf(raw, 'data');
    const entry = { value, uuid: event.uuidOf(raw, path, uuid, relation, value), ...(data !== undefined && { data }) };
    all.add(relation, entry);
    if (flagOf(raw, 'to_ids') === true) wanted.add(relation, entry);
  }
  return { all, wanted, id: (type) => `${type}--${uuid}` };
}

function addForm(event: EventConversion, part: Part, form: ObjectForm): string {
  if (form.kind === 'domain') {
    const { type } = form.properties;
    const comment = { x_misp_comment: textOf(part.raw, 'comment') };
    event.add(
      {
        ...event.begin(type, part.uuid, part.moment),
        ...form.properties,
        ...comment,
        ...tagged(part.labels, part.tags),
      },
      part.path,
    );
    return `${type}--${part.uuid}`;
  }
  const detect = form.comparisons.length > 0;
  const observed = addObserved(event, part, form.observables, detect);
  if (detect) {
    // The labels of an object's indicator are its template's only; markings must never get lost.
    const own = { ...part, tags: { labels: [], markings: part.tags.markings } };
    addIndicator(event, own, allOf(form.comparisons), { basedOn: observed });
  }
  return observed;
}

/** Keeps an object as it is, in an object of MISP's own type. */
function addCustom(event: EventConversion, part: Part, name: string, attributes: readonly Attribute[]): string {
  event.add(
    {
      ...event.begin('x-misp-object', part.uuid, part.moment),
      ...tagged(part.labels, part.tags),
      x_misp_attributes: attributes.map(({ raw }) => customAttribute(raw)),
      x_misp_comment: textOf(part.raw, 'comment'),
      x_misp_meta_category: part.category,
      x_misp_name: name,
    },
    part.path,
  );
  return `x-misp-object--${part.uuid}`;
}

function customAttribute(raw: Raw): object {
  const kept: [string, string | boolean | undefined][] = [
    ['type', textOf(raw, 'type')],
    ['object_relation', textOf(raw, 'object_relation')?.replace('(s)', '')],
    ['value', textOf(raw, 'value')],
    ['category', textOf(raw, 'category')],
    ['comment', textOf(raw, 'comment')],
    ['to_ids', flagOf(raw, 'to_ids') === true ? true : undefined],
    ['uuid', textOf(raw, 'uuid')],
    ['data', textOf(raw, 'data')],
  ];
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function relateReferences(event: EventConversion, part: Part, source: string): void {
  listOf(part.raw, 'ObjectReference').forEach((reference, index) => {
    const path = `${part.path}/ObjectReference/${index}`;
    const target = textOf(reference, 'referenced_uuid');
    const type = textOf(reference, 'relationship_type') ?? 'related-to';
    if (target === undefined) return event.run.refuse(path, 'no-value', 'the reference names nothing');
    const time = fromUnixSeconds(textOf(reference, 'timestamp')) ?? part.moment;
    const uuid = event.uuidOf(reference, path, source, type, target);
    event.relate({ source, type, target, time, path, uuid });
  });
}
