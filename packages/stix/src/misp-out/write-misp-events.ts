import type { StixValue } from '../types.ts';
import { compareVersions, versionOf } from '../versions.ts';
import { predefinedTlp } from '../tlp.ts';
import { toTags } from './one-tlp.ts';
import { partsOf, type Statements } from './event-of.ts';
import { lookUp, secondsOf, tagsOf, textIn, textsIn, uuidOf } from './parts.ts';

/** The facts of an event for objects that come from none. */
export interface NewEvent {
  readonly uuid: string;
  readonly info: string;
  /** RFC 3339. */
  readonly at: string;
}

/** An event of the MISP core format. */
export type MispEvent = Record<string, unknown> & { uuid: string; info: string; Tag: { name: string }[] };

/**
 * The MISP events that STIX objects make, after the mapping of misp-stix: one for each report or grouping that was made of an event, and
 * one for the rest. What MISP has no form for is kept as the text of its STIX object, in an attribute of type `text`. Of several
 * versions of an object the newest counts.
 */
export function writeMispEvents(values: readonly StixValue[], rest: NewEvent): MispEvent[] {
  const known = newestOf(values);
  const statements = statementsOf(known.values());
  const left = new Map(known);
  const events: MispEvent[] = [];
  for (const report of known.values()) {
    if (!isEventReport(report)) continue;
    const own = lookUp(textsIn(report, 'object_refs'), left);
    left.delete(String(report.id));
    for (const { id } of own) left.delete(String(id));
    const inside = new Set(own.map(({ id }) => String(id)));
    // Relationships that nobody lists belong where both of their ends are.
    for (const value of left.values())
      if (
        value.type === 'relationship' &&
        inside.has(textIn(value, 'source_ref') ?? '') &&
        left.delete(String(value.id))
      )
        own.push(value);
    const author = known.get(textIn(report, 'created_by_ref') ?? '');
    if (author) left.delete(String(author.id));
    events.push(
      eventOf(
        report,
        author,
        own.filter((value) => value !== author),
        known,
        statements,
      ),
    );
  }
  const others = [...left.values()].filter(({ type }) => type !== 'marking-definition');
  if (others.length > 0) events.push(restOf(others, known, statements, rest));
  return events;
}

function newestOf(values: readonly StixValue[]): Map<string, StixValue> {
  const newest = new Map<string, StixValue>();
  for (const value of values) {
    const before = newest.get(String(value.id));
    if (before === undefined || compareVersions(versionOf(value), versionOf(before)) > 0)
      newest.set(String(value.id), value);
  }
  return newest;
}

/** What markings that are no TLP label say, as tags. */
function statementsOf(values: Iterable<StixValue>): Statements {
  const found = new Map<string, string>();
  for (const value of values) {
    if (value.type !== 'marking-definition' || predefinedTlp(String(value.id)) !== undefined) continue;
    const definition = value.definition as { statement?: unknown } | undefined;
    const text = typeof definition?.statement === 'string' ? definition.statement : textIn(value, 'name');
    if (text !== undefined) found.set(String(value.id), text.slice(0, 250));
  }
  return found;
}

const isEventReport = (value: StixValue): boolean =>
  value.revoked !== true &&
  (value.type === 'report' || value.type === 'grouping') &&
  textsIn(value, 'labels').some((one) => one.startsWith('misp:tool='));

function eventOf(
  report: StixValue,
  author: StixValue | undefined,
  own: readonly StixValue[],
  known: ReadonlyMap<string, StixValue>,
  statements: Statements,
): MispEvent {
  const parts = partsOf(own, known, statements);
  const timestamp = secondsOf(textIn(report, 'modified'));
  const published = textIn(report, 'published');
  return {
    uuid: uuidOf(report),
    info: textIn(report, 'name') ?? uuidOf(report),
    date: textIn(report, 'x_misp_date') ?? (textIn(report, 'created') ?? '').slice(0, 10),
    timestamp,
    published: report.type === 'report',
    ...(report.type === 'report' && published !== undefined && { publish_timestamp: secondsOf(published) }),
    threat_level_id: textIn(report, 'x_misp_threat_level_id') ?? '4',
    analysis: textIn(report, 'x_misp_analysis') ?? '0',
    ...(textIn(report, 'x_misp_extends_uuid') !== undefined && { extends_uuid: textIn(report, 'x_misp_extends_uuid') }),
    ...(author && { Orgc: { name: textIn(author, 'name') ?? '', uuid: uuidOf(author) } }),
    Tag: toTags([...tagsOf(report, statements), ...parts.tags]),
    ...lists(parts),
  };
}

function restOf(
  values: readonly StixValue[],
  known: ReadonlyMap<string, StixValue>,
  statements: Statements,
  { uuid, info, at }: NewEvent,
): MispEvent {
  const parts = partsOf(values, known, statements);
  return {
    uuid,
    info,
    date: at.slice(0, 10),
    timestamp: secondsOf(at),
    published: false,
    threat_level_id: '4',
    analysis: '0',
    Tag: toTags(parts.tags),
    ...lists(parts),
  };
}

/** The lists that hold something. */
const lists = ({ tags: _, ...parts }: ReturnType<typeof partsOf>): object =>
  Object.fromEntries(Object.entries(parts).filter(([, list]) => (list as unknown[]).length > 0));
