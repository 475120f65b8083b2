import { Hono } from 'hono';
import type { Context } from 'hono';
import { encodeEntries, LogError, parseTilePath, tileWidth } from '@tamga/log';
import type { TilePath } from '@tamga/log';
import type { Deps } from '#features/records/model.ts';
import { readWitnessedHead, withCosignatures } from '#features/witnesses/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import * as store from './store.ts';

const immutable = 'public, max-age=604800, immutable';

/** The log as C2SP tlog-tiles: open to any reader, for it shows a size and hashes and nothing else. */
export function logRoutes(deps: Pick<Deps, 'db' | 'self'>): Hono {
  const { db } = deps;
  const routes = new Hono();

  routes.get('/checkpoint', async (c) => {
    const head = await store.readHead(db);
    if (!head) throw new TamgaError('not-found', 'the log is empty');
    return c.text(await withCosignatures(db, head), 200, { 'cache-control': 'no-cache' });
  });

  /** The newest one that enough witnesses cosigned: it may be a little older. */
  routes.get('/checkpoint/witnessed', async (c) => {
    const head = await readWitnessedHead(deps);
    if (!head) throw new TamgaError('not-found', 'no checkpoint has enough cosignatures yet');
    return c.text(head.note, 200, { 'cache-control': 'no-cache' });
  });

  routes.get('/tile/*', async (c) => {
    const path = c.req.path.slice(c.req.path.indexOf('/tile/') + 1);
    return tile(c, await readTileAt(db, path, await store.readOwnLog(db)));
  });

  /** Logs that have ended, as far as this node holds them: a restored one may hold less than it had signed. */
  routes.get('/logs/:log/checkpoint', async (c) => {
    const head = await store.readHead(db, logNumber(c.req.param('log')));
    if (!head) throw new TamgaError('not-found', 'no such log');
    return c.text(head.note, 200, { 'cache-control': 'no-cache' });
  });

  routes.get('/logs/:log/tile/*', async (c) => {
    const path = c.req.path.slice(c.req.path.indexOf('/tile/') + 1);
    return tile(c, await readTileAt(db, path, logNumber(c.req.param('log'))));
  });

  return routes;
}

const tile = (c: Context, bytes: Uint8Array): Response =>
  c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream', 'cache-control': immutable });

function logNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new TamgaError('not-found', 'no such log');
  return Number(text);
}

async function readTileAt(db: Deps['db'], path: string, log: number): Promise<Uint8Array> {
  const head = await store.readHead(db, log);
  const { level, index, width } = parsePath(path);
  const whole = tileWidth(level === 'entries' ? 0 : level, Number(index), head?.size ?? 0);
  if (width > whole) throw new TamgaError('not-found', `${path} is not in the log`);
  if (level !== 'entries') return store.tileReader(db, log)(level, Number(index), width);
  const from = Number(index) * 256;
  return encodeEntries(await store.readEntries(db, log, from, from + width));
}

function parsePath(path: string): TilePath {
  try {
    return parseTilePath(path);
  } catch (cause) {
    if (cause instanceof LogError) throw new TamgaError('not-found', `${path.slice(0, 100)} names no tile`, { cause });
    throw cause;
  }
}
