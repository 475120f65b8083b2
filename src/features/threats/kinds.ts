import { contentDigest, isPersonBearing, nameOf, searchText, versionOf } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { accepted, defineKind, refuse } from '#features/records/model.ts';
import type { Projected } from '#features/records/model.ts';
import { threatObjectSchema, threatSourceSchema } from './model.ts';
import type { ThreatObject } from './model.ts';
import * as store from './store.ts';

/** Persons are kept where a case needs them and never named, indexed or searched (design 8, SG-07, SG-13). */
function toRow(record: Projected<ThreatObject>, object: StixValue): store.ThreatRow {
  const isPerson = isPersonBearing(object);
  const text = (member: string): string | null => (typeof object[member] === 'string' ? object[member] : null);
  return {
    recordId: record.id,
    objectId: text('id') ?? '',
    type: text('type') ?? '',
    name: isPerson ? null : (nameOf(object)?.slice(0, 300) ?? null),
    created: text('created'),
    modified: text('modified') ?? text('created'),
    version: versionOf(object),
    revoked: object['revoked'] === true,
    contentDigest: contentDigest(object),
    participant: record.envelope.author.split('/', 1)[0] ?? '',
    search: isPerson ? null : searchText(object),
  };
}

export const threatObject = defineKind({
  kind: 'threat.object',
  control: false,
  draftable: false,
  schema: threatObjectSchema,
  judge: ({ body }) =>
    body.object.id.startsWith(`${body.object.type}--`)
      ? accepted
      : refuse('stix-id', `${body.object.id.slice(0, 80)} is not an id of ${body.object.type}`),
  title: (body) =>
    isPersonBearing(body.object as StixValue)
      ? body.object.type
      : (nameOf(body.object as StixValue) ?? body.object.type),
  async project(tx, records) {
    const present = records.flatMap((record) =>
      record.content === null ? [] : [toRow(record, record.content.object as StixValue)],
    );
    await store.deleteObjects(
      tx,
      records.filter((record) => record.content === null).map((record) => record.id),
    );
    await store.insertObjects(tx, present);
  },
});

export const threatSource = defineKind({
  kind: 'threat.source',
  control: false,
  draftable: false,
  schema: threatSourceSchema,
  title: (body) => body.name,
});
