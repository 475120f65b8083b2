import type { StixValue } from '../types.ts';
import { attributeForm, isMappedType } from './attribute-forms.ts';
import type { AttributeForm } from './attribute-form.ts';
import type { EventConversion } from './conversion.ts';
import { galaxiesOf } from './galaxies.ts';
import { IDS_TYPES } from './ids-types.ts';
import { flagOf, listOf, textOf, type Draft, type Raw } from './raw.ts';
import { readTags, tagged, tagNames, type TagMeaning } from './tags.ts';
import { toUtc, type Moment } from './times.ts';

/** Whether MISP would use an attribute for detection: as it says, else as its type usually is. */
export function isForDetection(attribute: Raw): boolean {
  return flagOf(attribute, 'to_ids') ?? IDS_TYPES.has(textOf(attribute, 'type') ?? '');
}

/** When something was first and last seen; the moment of its last change where MISP does not say. */
export function observedTimes(part: Raw, moment: Moment): Draft {
  const first = toUtc(textOf(part, 'first_seen') ?? '') ?? moment.seconds;
  const last = toUtc(textOf(part, 'last_seen') ?? '') ?? moment.seconds;
  if (first <= last) return { first_observed: first, last_observed: last };
  return textOf(part, 'last_seen') === undefined
    ? { first_observed: first, last_observed: first }
    : { first_observed: last, last_observed: last };
}

/** What the objects made from one attribute or object have in common. */
export interface Part {
  readonly raw: Raw;
  readonly path: string;
  readonly uuid: string;
  readonly moment: Moment;
  readonly labels: readonly string[];
  readonly tags: TagMeaning;
  /** Attribute category or object meta-category: the phase that indicators are put in. */
  readonly category: string;
}

/**
 * Adds an observed-data and its observables; returns its identifier. A comment goes to the indicator where there is one, and is kept here
 * where there is none.
 */
export function addObserved(
  event: EventConversion,
  part: Part,
  observables: readonly StixValue[],
  hasIndicator: boolean,
): string {
  const draft = event.begin('observed-data', part.uuid, part.moment);
  event.add(
    {
      ...draft,
      ...observedTimes(part.raw, part.moment),
      number_observed: 1,
      object_refs: observables.map(({ id }) => id),
      ...tagged(part.labels, part.tags),
      x_misp_comment: hasIndicator ? undefined : textOf(part.raw, 'comment'),
    },
    part.path,
  );
  for (const observable of observables) {
    event.add({ type: observable.type, spec_version: '2.1', ...observable }, part.path);
  }
  return `observed-data--${part.uuid}`;
}

/** Adds an indicator and, where it rests on an observation, the relationship that says so; returns its identifier. */
export function addIndicator(
  event: EventConversion,
  part: Part,
  pattern: string,
  { patternType = 'stix', basedOn }: { patternType?: string; basedOn?: string } = {},
): string {
  const draft = event.begin('indicator', part.uuid, part.moment);
  const id = `indicator--${part.uuid}`;
  event.add(
    {
      ...draft,
      description: textOf(part.raw, 'comment'),
      pattern,
      pattern_type: patternType,
      pattern_version: '2.1',
      valid_from: part.moment.seconds,
      kill_chain_phases: [{ kill_chain_name: 'misp-category', phase_name: part.category }],
      ...tagged(part.labels, part.tags),
    },
    part.path,
  );
  if (basedOn !== undefined) {
    event.relate({ source: id, type: 'based-on', target: basedOn, time: part.moment, path: part.path });
  }
  return id;
}

/** Converts one attribute of an event. */
export function convertAttribute(event: EventConversion, raw: Raw, path: string): void {
  event.run.label(path, tagNames(raw));
  const type = textOf(raw, 'type');
  const value = textOf(raw, 'value');
  if (type === undefined) return event.run.refuse(path, 'no-type', 'the attribute has no type');
  if (value === undefined) return event.run.refuse(path, 'no-value', 'the attribute has no value');
  if (flagOf(raw, 'deleted') === true) return event.run.refuse(path, 'deleted', 'its author deleted the attribute');

  const uuid = event.uuidOf(raw, path, type, value);
  const category = textOf(raw, 'category') ?? 'Other';
  const names = tagNames(raw);
  const galaxies = galaxiesOf(event, listOf(raw, 'Galaxy'), names);
  const part: Part = {
    raw,
    path,
    uuid,
    moment: event.momentOf(raw),
    labels: [`misp:type="${type}"`, `misp:category="${category}"`],
    tags: readTags(galaxies.names),
    category,
  };
  event.mark(part.tags);
  const data = textOf(raw, 'data');
  const form = attributeForm({
    type,
    value,
    id: (object) => `${object}--${uuid}`,
    ...(data !== undefined && { data }),
  });
  if (form === undefined) {
    const isMapped = isMappedType(type);
    const why = isMapped ? `the value is no ${type}` : `attributes of type ${type} have no form in STIX`;
    event.run.warn(path, isMapped ? 'bad-value' : 'unmapped', `kept as a custom object: ${why}`);
  }
  // Galaxies hang on the observation only, so an indicator beside it keeps their tags.
  const id = addForm(event, form, part, readTags(names)) ?? addCustom(event, part, type, value, data);
  galaxies.relate(id, path, part.moment);
  warnAboutLeftovers(event, raw, path);
}

/** Adds what a form says; undefined when the attribute is to be kept as a custom object. */
function addForm(
  event: EventConversion,
  form: AttributeForm | undefined,
  part: Part,
  allTags: TagMeaning,
): string | undefined {
  if (form === undefined) return undefined;
  const detect = isForDetection(part.raw);
  if (form.kind === 'indicator') {
    return form.always || detect
      ? addIndicator(event, part, form.pattern, { patternType: form.patternType })
      : undefined;
  }
  if (form.kind === 'domain') {
    const { type } = form.properties;
    const comment = { x_misp_comment: textOf(part.raw, 'comment') };
    event.add(
      {
        ...event.begin(type, part.uuid, part.moment),
        ...form.properties,
        ...tagged(part.labels, part.tags),
        ...comment,
      },
      part.path,
    );
    return `${type}--${part.uuid}`;
  }
  const observed = addObserved(event, part, form.observables, detect);
  if (detect) addIndicator(event, { ...part, tags: allTags }, form.pattern, { basedOn: observed });
  return observed;
}

/** Keeps an attribute as it is, in an object of MISP's own type. */
function addCustom(event: EventConversion, part: Part, type: string, value: string, data: string | undefined): string {
  event.add(
    {
      ...event.begin('x-misp-attribute', part.uuid, part.moment),
      ...tagged(flagOf(part.raw, 'to_ids') === true ? [...part.labels, 'misp:to_ids="True"'] : part.labels, part.tags),
      x_misp_category: part.category,
      x_misp_comment: textOf(part.raw, 'comment'),
      x_misp_type: type,
      x_misp_value: value,
      x_misp_data: data,
    },
    part.path,
  );
  return `x-misp-attribute--${part.uuid}`;
}

/** Says which lists of an attribute have no form here. */
export function warnAboutLeftovers(event: EventConversion, raw: Raw, path: string): void {
  for (const name of ['Sighting', 'ShadowAttribute', 'Note', 'Opinion', 'Relationship']) {
    const count = listOf(raw, name).length;
    if (count > 0) event.run.warn(`${path}/${name}`, 'not-carried', `${count} of ${name} are not converted`);
  }
}
