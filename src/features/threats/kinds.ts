import { JsonError } from '@tamga/json';
import {
  contentDigest,
  isPersonBearing,
  isTimestamp,
  nameOf,
  edgesOf,
  readMispEvent,
  searchText,
  StixError,
  tellsOfPerson,
  translatedNames,
  typeOfId,
  versionOf,
} from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { sha256 } from '#platform/bytes.ts';
import { setTitles } from '#features/records/actions.ts';
import { accepted, defineKind, refuse } from '#features/records/model.ts';
import type { Projected, Verdict } from '#features/records/model.ts';
import { storableText } from '#platform/db/text.ts';
import { renewAside } from './aside-store.ts';
import { facetsOf, namesPerson, storableTime } from './facet-rules.ts';
import * as graph from './graph-store.ts';
import { threatObjectSchema, threatSourceSchema } from './model.ts';
import type { ThreatObject } from './model.ts';
import * as store from './store.ts';
import { findMistitled } from './title-store.ts';
import { readTitles } from './titles.ts';

/** Persons are kept where a case needs them and never named, indexed or searched (design 8, SG-07, SG-13). */
function toRow(record: Projected<ThreatObject>, object: StixValue): store.ThreatRow {
  const facets = facetsOf(object, record.envelope);
  const text = (member: string): string | null => (typeof object[member] === 'string' ? object[member] : null);
  const name = facets && storableText(nameOf(object));
  return {
    recordId: record.id,
    objectId: text('id') ?? '',
    type: text('type') ?? '',
    name,
    created: storableTime(text('created')),
    modified: storableTime(text('modified') ?? text('created')),
    version: versionOf(object),
    revoked: object['revoked'] === true,
    contentDigest: contentDigest(object, sha256),
    participant: record.envelope.author.split('/', 1)[0] ?? '',
    found: facets && {
      ...facets,
      text: storableText(searchText(object)),
      ranked: rankedOf(object, name),
    },
  };
}

/** A relationship is called by the ids of its ends, words of that are in nobody's name; a translation has the names that it gives. */
function rankedOf(object: StixValue, name: string | null): string | null {
  if (object.type === 'language-content') return storableText(translatedNames(object).join(' ').slice(0, maxRanked));
  return object.type === 'relationship' || object.type === 'sighting' ? null : name;
}

const maxRanked = 1_000;

/** What tells versions apart has to be right before anything is read of an object. Codes: stix-id, stix-time. */
function judgeThreat({ object }: ThreatObject): Verdict {
  const { id, type } = object;
  // As an import has it: what holds others is counted and marked by none of them.
  if (type === 'bundle') return refuse('stix-id', 'a bundle is no object');
  if (typeOfId(id) !== type) return refuse('stix-id', 'the id is not an id of the type');
  const isTime = (time: unknown): boolean => time === undefined || (typeof time === 'string' && isTimestamp(time));
  const wrong = (['created', 'modified'] as const).find((member) => !isTime(object[member]));
  return wrong ? refuse('stix-time', `${wrong} is no UTC timestamp`) : accepted;
}

export const threatObject = defineKind({
  kind: 'threat.object',
  what: 'one STIX object, as the text that was imported',
  by: 'act',
  control: false,
  draftable: false,
  schema: threatObjectSchema,
  next: [
    { kind: 'hypothesis.statement', by: 'anybody', as: 'about' },
    { kind: 'hypothesis.opinion', by: 'anybody', as: 'about' },
  ],
  judge: ({ body }) => judgeThreat(body),
  title: (body) =>
    isPersonBearing(body.object as StixValue) || namesPerson(body.object as StixValue)
      ? body.object.type
      : (nameOf(body.object as StixValue) ?? body.object.type),
  persons: ({ object }) => (tellsOfPerson(object as StixValue) ? 1 : 0),
  readTitles,
  async project(tx, records) {
    const present = records.flatMap((record) =>
      record.content === null ? [] : [toRow(record, record.content.object as StixValue)],
    );
    const edges = records.flatMap(({ id, content }) =>
      content === null ? [] : edgesOf(content.object as StixValue).map((one) => ({ ...one, recordId: id })),
    );
    const gone = records.filter((record) => record.content === null).map((record) => record.id);
    const touched = await graph.readObjectIds(tx, gone);
    const sources = [...(await graph.readSources(tx, gone)), ...edges.map(({ source }) => source)];
    await store.deleteObjects(tx, gone);
    await store.insertObjects(tx, present);
    await graph.replaceEdges(
      tx,
      records.map(({ id }) => id),
      edges,
    );
    const ids = [...new Set([...touched, ...present.map(({ objectId }) => objectId)])];
    await graph.renewShown(tx, ids);
    const aside = await renewAside(tx, ids, sources);
    const mistitled = await findMistitled(tx, [...new Set([...ids, ...aside])]);
    if (mistitled.length > 0) await setTitles(tx, mistitled);
  },
});

export const threatSource = defineKind({
  kind: 'threat.source',
  what: 'a text that was converted on import, as it came; the objects that were made of it name it in `from`',
  by: 'act',
  control: false,
  draftable: false,
  schema: threatSourceSchema,
  title: (body) => body.name,
  persons: ({ source }) => personsIn(source),
});

/** Persons in a text that is kept as it came, by what an import makes of it. What is no such text is prose. */
function personsIn(source: object): number {
  try {
    const { objects } = readMispEvent(Buffer.from(JSON.stringify(source)));
    return objects.filter(({ value }) => tellsOfPerson(value)).length;
  } catch (error) {
    if (error instanceof StixError || error instanceof JsonError) return 0;
    throw error;
  }
}
