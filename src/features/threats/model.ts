import { isAttributing, relationText } from '@tamga/stix';
import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';
import { remarkSchema } from './remark-model.ts';
import { sightingSchema } from './sighting-model.ts';

export { sightingSchema } from './sighting-model.ts';
export type { Sighting } from './sighting-model.ts';
export { isPersonId, remarkSchema } from './remark-model.ts';
export type { Remark } from './remark-model.ts';
export { handlingMarkings, isHandlingMarking, isMarkedCopy, markingsOf, markingsToAdd } from './markings-model.ts';
export type { RecordMarking } from './markings-model.ts';

/** The words with which an attribution is shown wherever it stands (SG-26); null for every other relation. */
export const sayAttribution = (relation: string, author: string): string | null =>
  isAttributing(relation) ? `a hypothesis of ${author}, not a fact: ${relationText(relation)}` : null;

/** A STIX object as it came: `object` is the source text itself, spliced into the body; `from` the record it was made from. */
export const threatObjectSchema = z.strictObject({
  object: z.looseObject({ type: z.string().max(250), id: z.string().max(300) }),
  from: refSchema.exactOptional(),
});
export type ThreatObject = z.infer<typeof threatObjectSchema>;

/** A text that was converted on import, kept as it came. */
export const threatSourceSchema = z.strictObject({
  format: z.enum(['misp']),
  name: z.string().max(200),
  source: z.looseObject({}),
});

/**
 * One row of `GET /api/threats`: the newest version that one participant wrote of an object. Nobody's version takes the place of another's.
 */
export const threatSummarySchema = z
  .strictObject({
    ref: z.string(),
    id: z.string(),
    type: z.string(),
    name: z.string().nullable(),
    created: z.date().nullable(),
    modified: z.date().nullable(),
    revoked: z.boolean(),
    author: z.string(),
    /** Versions of this author. */
    versions: z.int(),
    /** Participants that have versions of their own. */
    others: z.array(z.string()),
  })
  .meta({ id: 'ThreatSummary' });
export type ThreatSummary = z.infer<typeof threatSummarySchema>;

/**
 * `GET /api/threats/:id`: the versions as their own texts; a text is empty where the content is destroyed. This participant's own first,
 * then others' in the order in which they were first here; of each the newest first.
 */
export const threatDetailSchema = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    versions: z.array(
      z.strictObject({
        ref: z.string(),
        modified: z.date().nullable(),
        author: z.string(),
        source: z.string(),
        destroyed: z.boolean(),
        /** The marking of the record by which it came. */
        marking: z.strictObject({ tlp: z.string(), base: z.string() }).nullable(),
        /** When that record was sealed. */
        sealedAt: z.date(),
      }),
    ),
    /** What the versions refer to, by name, where it may be told: ends, authors, markings with what they say. */
    named: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    /** Sightings of it, the newest first, at most 50. */
    sightings: z.array(sightingSchema),
    sightingsCut: z.boolean(),
    /** What was said of it in STIX, by whoever made it; what members hold of it under seal of their own is `/api/hypotheses/of/:id`. */
    remarks: z.array(remarkSchema),
    remarksCut: z.boolean(),
  })
  .meta({ id: 'ThreatDetail' });

/** By which an object is picked, besides its words. */
export type ThreatFacets = {
  type: string;
  /** The participant that wrote it. */
  participant: string;
  /** The record's marking. */
  tlp: string | null;
  base: string | null;
  /** The narrowest TLP label that the object itself bears. */
  ownMarking: string | null;
  /** STIX labels, and with them the tags of MISP. */
  labels: string[];
  /** Kill-chain phases, as `<chain>:<phase>`. */
  phases: string[];
  /** The first and the last moment of which it speaks, where it does. */
  seenFrom: string | null;
  seenTo: string | null;
};

/** The facets whose values are counted, by their names in a query. */
export const facetNames = ['type', 'label', 'phase', 'tlp', 'base', 'own', 'member'] as const;
export type FacetName = (typeof facetNames)[number];

const value = z.string().min(1).max(200).exactOptional();

/**
 * What to look for among the objects: words, one value of a facet each, and spans of days in UTC with both ends included: `from` and
 * `to` of when the version was made, `seenFrom` and `seenTo` of when it was observed. Everything has to fit.
 */
export const threatQuerySchema = z.strictObject({
  q: z.string().max(200).exactOptional(),
  type: value,
  label: value,
  phase: value,
  tlp: value,
  base: value,
  own: value,
  member: value,
  from: z.iso.date().exactOptional(),
  to: z.iso.date().exactOptional(),
  seenFrom: z.iso.date().exactOptional(),
  seenTo: z.iso.date().exactOptional(),
});
export type ThreatQuery = z.infer<typeof threatQuerySchema>;

/** By which column a list is sorted, `-` for the other way round; without it the best fit and the newest come first. */
export const threatColumns = ['name', 'type', 'author', 'created', 'modified'] as const;
export type ThreatColumn = (typeof threatColumns)[number];
export const threatSorts = [
  'name',
  '-name',
  'type',
  '-type',
  'author',
  '-author',
  'created',
  '-created',
  'modified',
  '-modified',
] as const satisfies readonly (ThreatColumn | `-${ThreatColumn}`)[];
export type ThreatSort = (typeof threatSorts)[number];
export const sortQuery = z.enum(threatSorts).exactOptional();

/** How many objects; `atLeast`: there may be more, no more were counted. */
const threatCountSchema = z.strictObject({ count: z.int(), atLeast: z.boolean() });
export type ThreatCount = z.infer<typeof threatCountSchema>;

const values = z.array(threatCountSchema.extend({ value: z.string() }));

/** `GET /api/threats/facets/counts`: how many objects fit, and how many of them have each value of a facet, the most frequent first. */
export const threatCountsSchema = z
  .strictObject({
    total: threatCountSchema,
    facets: z.strictObject({
      type: values,
      label: values,
      phase: values,
      tlp: values,
      base: values,
      own: values,
      member: values,
    }),
  })
  .meta({ id: 'ThreatCounts' });
export type ThreatCounts = z.infer<typeof threatCountsSchema>;

/** Rows of a page of which the places are told. */
export const everyQuery = z
  .string()
  .regex(/^[1-9]\d{1,2}$/, 'a whole number from 10 to 200')
  .refine((text) => Number(text) <= 200, 'a whole number from 10 to 200')
  .meta({ type: 'integer', minimum: 10, maximum: 200, description: 'How many rows a page has; by default 100.' })
  .exactOptional();

/**
 * `GET /api/threats/all/places`: how long the list is, at most 100,000, and where each of its pages but the last ends: asked for as `before`
 * with `every` as the limit, each is one page of the list.
 */
export const threatPlacesSchema = z
  .strictObject({ total: threatCountSchema, every: z.int(), places: z.array(z.string()) })
  .meta({ id: 'ThreatPlaces' });
export type ThreatPlaces = z.infer<typeof threatPlacesSchema>;
