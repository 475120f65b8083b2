import type { Hono } from 'hono';
import { z } from 'zod';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { pageOf, pageQuery, readPage } from '#platform/http/page.ts';
import { compareRoutes } from './compare-routes.ts';
import { countFacets } from './facet-store.ts';
import { objectIdSchema } from './graph-model.ts';
import { graphRoutes } from './graph-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import {
  everyQuery,
  sortQuery,
  threatCountsSchema,
  threatDetailSchema,
  threatPlacesSchema,
  threatQuerySchema,
  threatSummarySchema,
} from './model.ts';
import { mostPlaced, readPlaces } from './places-store.ts';
import { searchObjects } from './search-store.ts';
import { listSorted } from './sort-store.ts';
import { readNamed } from './read-named.ts';
import { readRemarks } from './read-remarks.ts';
import { readSightings } from './read-sightings.ts';
import { sourceOf } from './source.ts';
import { readVersions } from './store.ts';
import { readTitles } from './titles.ts';

/** `/api/threats`: the objects that this node wrote or was given. */
export function threatRoutes({ db, self }: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listThreats',
      summary:
        'The objects that fit, of each the newest version of each participant that wrote one. Objects that describe persons are never among them.',
      power: 'read-content',
      query: threatQuerySchema.extend({ ...pageQuery.shape, sort: sortQuery, before: placeInList }),
      answer: pageOf(threatSummarySchema),
    },
    async ({ session, query }) => {
      const viewer = viewerOf(session);
      const { sort, ...page } = query;
      const { asked, filter } = readPage(page);
      const { items, next } = await (sort
        ? listSorted(db, filter, sort, asked, viewer)
        : searchObjects(db, filter, asked, viewer));
      const names = await readTitles(db, items.map(toTitled), viewer);
      return { items: items.map((row, place) => ({ ...row, name: row.name && (names[place] ?? row.name) })), next };
    },
  );

  api.get(
    '/facets/counts',
    {
      id: 'countThreats',
      summary: 'How many objects fit, and how many of them have each value of each facet: at most 50 values of each.',
      power: 'read-content',
      query: threatQuerySchema,
      answer: threatCountsSchema,
    },
    ({ session, query }) => countFacets(db, query, viewerOf(session)),
  );

  api.get(
    '/all/places',
    {
      id: 'readThreatPlaces',
      summary: 'How long a list of objects is, and where each of its pages ends, to go to any of them at once.',
      power: 'read-content',
      query: threatQuerySchema.extend({ every: everyQuery, sort: sortQuery }),
      answer: threatPlacesSchema,
    },
    ({ session, query: { every, sort, ...filter } }) =>
      readPlaces(db, filter, Number(every ?? 100), viewerOf(session), mostPlaced, sort),
  );

  api.routes.route('/', overviewRoutes({ db, self }));

  api.get(
    '/:id',
    {
      id: 'readThreat',
      summary: 'An object with its versions, each exactly as its author sealed it, and what was said of it in STIX.',
      power: 'read-content',
      params: { id: objectIdSchema },
      answer: threatDetailSchema,
    },
    async ({ c, session, params: { id } }): Promise<z.infer<typeof threatDetailSchema>> => {
      const viewer = viewerOf(session);
      const versions = await readVersions(db, id, viewer);
      if (versions.length === 0) throw new TamgaError('not-found', `no object ${id} here`);
      const { remarks, cut, refs } = await readRemarks({ db, self }, id, viewer);
      const { sightings, cut: sightingsCut } = await readSightings({ db, self }, id, viewer);
      // An object's id is content; the records that hold it are accounted for.
      c.set('read', [...new Set([...[...versions, ...sightings].map(({ ref }) => ref), ...refs])]);
      const newest = versions.find((version) => version.name !== null);
      const [name = null] = newest ? await readTitles(db, [toTitled(newest)], viewer) : [];
      const shown = versions.map((row) => {
        const { ref, modified, author, tlp, base, sealedAt } = row;
        const opened = decryptBody(row, self);
        const marking = tlp === null || base === null ? null : { tlp, base };
        const source = opened.ok ? sourceOf(opened.body) : '';
        return { ref, modified, author, source, destroyed: !opened.ok, marking, sealedAt };
      });
      const sources = shown.map(({ source }) => source);
      return {
        id,
        name,
        versions: shown,
        named: await readNamed({ db, self }, sources, viewer),
        sightings,
        sightingsCut,
        remarks,
        remarksCut: cut,
      };
    },
  );

  api.routes.route('/', graphRoutes({ db }));
  api.routes.route('/', compareRoutes({ db, self }));
  return api.routes;
}

/** A place and the record at which the page before ended; of a sorted list what it is sorted by, too. */
const placeInList = z
  .string()
  .regex(/^(?:[0-5]\.\d{1,15}|6\.\d{1,15}\.[\w-]{0,300})$/, 'not a place in this list')
  .meta({ description: '`next` of the page before: the list goes on there.' })
  .exactOptional();

const toTitled = ({ author, name }: { author: string; name: string | null }) => ({ author, title: name ?? '' });
