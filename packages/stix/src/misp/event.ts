import { isUuid } from '../validate/identifiers.ts';
import { convertAttribute, warnAboutLeftovers } from './attributes.ts';
import { EventConversion, type Conversion } from './conversion.ts';
import { convertEventGalaxies } from './galaxies.ts';
import { derivedUuid } from './made-ids.ts';
import { convertObject } from './objects.ts';
import { flagOf, isRaw, listOf, textOf, type Raw } from './raw.ts';
import { readTags, tagged, tagNames } from './tags.ts';
import { fromDay, fromUnixSeconds, type Moment } from './times.ts';

/** Converts one event, a part after each yield; returns its UUID, or undefined when it has none or says nowhere when it was made. */
export function* convertEvent(
  run: Conversion,
  raw: Raw,
  path: string,
): Generator<undefined, string | undefined, undefined> {
  const uuid = textOf(raw, 'uuid')?.toLowerCase();
  const published = fromUnixSeconds(textOf(raw, 'publish_timestamp'));
  const moment = fromUnixSeconds(textOf(raw, 'timestamp')) ?? published ?? fromDay(textOf(raw, 'date'));
  if (uuid === undefined || !isUuid(uuid)) {
    run.refuse(path, 'bad-id', 'the event has no UUID');
    return undefined;
  }
  if (moment === undefined) {
    run.refuse(path, 'missing-timestamp', 'the event has no timestamp and no date');
    return undefined;
  }
  run.label(path, tagNames(raw));
  const createdBy = addAuthor(run, raw, moment, path);
  const event = new EventConversion(run, { uuid, moment, createdBy, path });
  const reportAt = run.objects.length;

  for (const [i, attribute] of listOf(raw, 'Attribute').entries()) {
    convertAttribute(event, attribute, `${path}/Attribute/${i}`);
    yield;
  }
  for (const [i, object] of listOf(raw, 'Object').entries()) {
    convertObject(event, object, `${path}/Object/${i}`);
    yield;
  }
  const tags = readTags(convertEventGalaxies(event, listOf(raw, 'Galaxy'), tagNames(raw)));
  event.mark(tags);
  const isPublished = flagOf(raw, 'published') === true && published !== undefined;
  const reportId = `${isPublished ? 'report' : 'grouping'}--${uuid}`;
  listOf(raw, 'EventReport').forEach((report, i) => addNote(event, report, reportId, `${path}/EventReport/${i}`));
  event.finishRelations();
  for (const marking of event.markings.values()) run.add({ ...marking }, path);
  if (event.refs.size === 0) addEmptyNote(event, reportId);

  const report = {
    ...event.begin(isPublished ? 'report' : 'grouping', uuid, moment),
    name: textOf(raw, 'info') ?? uuid,
    ...(isPublished ? { published: published.seconds } : { context: 'suspicious-activity' }),
    object_refs: [...event.refs],
    ...tagged(['Threat-Report', 'misp:tool="MISP-STIX-Converter"'], tags),
    x_misp_date: textOf(raw, 'date'),
    x_misp_threat_level_id: textOf(raw, 'threat_level_id'),
    x_misp_analysis: textOf(raw, 'analysis'),
    x_misp_extends_uuid: textOf(raw, 'extends_uuid'),
  };
  run.add(report, path, reportAt);
  warnAboutLeftovers(event, raw, path);
  return uuid;
}

/** The organisation that made the event. Without one its objects have no author. */
function addAuthor(run: Conversion, raw: Raw, moment: Moment, path: string): string | undefined {
  const name = isRaw(raw.Orgc) ? textOf(raw.Orgc, 'name') : undefined;
  if (!isRaw(raw.Orgc) || name === undefined) {
    run.warn(`${path}/Orgc`, 'no-author', 'the event does not say who made it');
    return undefined;
  }
  const given = textOf(raw.Orgc, 'uuid')?.toLowerCase();
  const isGiven = given !== undefined && isUuid(given);
  if (!isGiven) run.warn(`${path}/Orgc`, 'made-id', 'the organisation has no UUID; one was derived from its name');
  const id = `identity--${isGiven ? given : derivedUuid('organisation', name)}`;
  if (run.has(id)) return id;
  const times = { created: moment.millis, modified: moment.millis };
  run.add(
    { type: 'identity', spec_version: '2.1', id, ...times, name, identity_class: 'organization' },
    `${path}/Orgc`,
  );
  return id;
}

/** A report written within an event, as a note on it. */
function addNote(event: EventConversion, raw: Raw, about: string, path: string): void {
  event.run.label(path, tagNames(raw));
  const content = textOf(raw, 'content') ?? textOf(raw, 'name');
  if (content === undefined) return event.run.refuse(path, 'no-value', 'the report has no content');
  if (flagOf(raw, 'deleted') === true) return event.run.refuse(path, 'deleted', 'its author deleted the report');
  const draft = event.begin('note', event.uuidOf(raw, path, content), event.momentOf(raw));
  const labels = ['misp:data-layer="Event Report"'];
  event.add({ ...draft, abstract: textOf(raw, 'name'), content, object_refs: [about], labels }, path);
}

/** A report must refer to something (STIX 2.1 §4.16); an empty event refers to a note that says so. */
function addEmptyNote(event: EventConversion, about: string): void {
  const draft = event.begin('note', event.uuid, event.moment);
  const content = 'The MISP event holds no attribute, object, galaxy or report.';
  event.add({ ...draft, content, object_refs: [about] }, event.path);
}
