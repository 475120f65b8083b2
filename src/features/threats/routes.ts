import { memberRange } from '@tamga/json';
import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { threatQuerySchema } from './model.ts';
import { countTypes, readVersions, searchObjects } from './store.ts';
import { readTitles } from './titles.ts';

/** `/api/threats`: the objects that this node wrote or was given. */
export function threatRoutes({ db, self }: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const query = threatQuerySchema.parse(c.req.query());
    const { rows, next } = await searchObjects(db, query);
    const names = await readTitles(db, rows.map(toTitled));
    const items = rows.map((row, place) => ({ ...row, name: row.name === null ? null : (names[place] ?? row.name) }));
    return c.json({ items, next, types: await countTypes(db, query) });
  });

  routes.get('/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const id = c.req.param('id');
    const versions = await readVersions(db, id);
    if (versions.length === 0) throw new TamgaError('not-found', `no object ${id} here`);
    // An object's id is content; the records that hold it are accounted for.
    c.set(
      'read',
      versions.map(({ ref }) => ref),
    );
    const newest = versions.find((version) => version.name !== null);
    const [name = null] = newest ? await readTitles(db, [toTitled(newest)]) : [];
    return c.json({
      id,
      name,
      versions: versions.map((row) => {
        const { ref, modified, author } = row;
        const opened = decryptBody(row, self);
        return { ref, modified, author, source: opened.ok ? sourceOf(opened.body) : '', destroyed: !opened.ok };
      }),
    });
  });

  return routes;
}

const toTitled = ({ author, name }: { author: string; name: string | null }) => ({ author, title: name ?? '' });

/** The object's own text, cut out of the body as the bytes that came in. */
function sourceOf(body: Buffer): string {
  const range = memberRange(body, '/object');
  return range ? body.subarray(range.start, range.end).toString('utf8') : '';
}
