import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { directoriesFor, profilesFor, refreshSelf, successionsFor } from '#features/alliance/actions.ts';
import { judgeKey, nodeName, snapshot } from '#features/alliance/model.ts';
import type { KnownKey } from '#features/alliance/model.ts';
import { cosignCheckpoint, cosignedBy } from '#features/witnesses/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { verifyAsync } from '#platform/keys/ed25519.ts';
import { TamgaError } from '#platform/errors.ts';
import { verifyRequest } from '#platform/http/message-signature.ts';
import { createShares } from '#platform/http/shares.ts';
import type { Share } from '#platform/http/shares.ts';
import { noteAsked } from './asked.ts';
import { serveBlob } from './serve-blob.ts';
import { serveFeed } from './feed.ts';
import type { FeedDeps } from './feed.ts';
import { readHeldOf } from './held-head.ts';
import { heldOf } from './held-own.ts';
import { giveBack } from './give-back.ts';
import {
  answerLimits,
  backQuerySchema,
  blobShareBytes,
  directoryQuerySchema,
  documentShareBytes,
  feedQuerySchema,
  heldQuerySchema,
  pageShareBytes,
  profileQuerySchema,
  successionQuerySchema,
} from './model.ts';
import { createRequestClock, takeNonce } from './nonces.ts';
import type { RequestClock } from './nonces.ts';
import { readVerifiedHead } from './store.ts';

export type FederationDeps = FeedDeps & Pick<Deps, 'logger' | 'blobFolder'> & { onNudge(participant: string): void };

/** What peers ask of this node. Every request here is signed by a participant's transport key (RFC 9421). */
export function federationRoutes(given: FederationDeps): Hono {
  const deps = { ...given, requestTime: createRequestClock() };
  const routes = new Hono();
  const takeShare = createShares(answerLimits);

  /** Who signed the request, with its share of what may be under way: kept until the answer has gone, or its reader. */
  async function admit(c: Context, bytes: number): Promise<{ participant: string; share: Share }> {
    const participant = await authenticate(c, deps);
    const share = takeShare(participant, bytes);
    // Without a socket nobody reads slowly.
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    if (!outgoing || outgoing.destroyed) share.end();
    else outgoing.once('close', () => share.end());
    return { participant, share };
  }

  routes.get('/feed', async (c) => {
    const { participant, share } = await admit(c, pageShareBytes);
    const query = feedQuerySchema.parse(c.req.query());
    const [log = 1, seq = 0] = query.after.split('.').map(Number);
    const page = await serveFeed(
      { ...deps, self: snapshot(deps.self) },
      participant,
      { log, seq },
      Number(query.size ?? 0),
      query.only,
    );
    // What recalls alone are asked for says nothing of where the asker is.
    if (query.only === undefined)
      await noteAsked(deps.db, participant, { log, seq, size: Number(query.size ?? 0) }, page);
    // As bytes: a string of megabytes would be looked through character by character on its way out.
    const bytes = Buffer.from(page);
    share.resize(bytes.length);
    return c.body(bytes, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  });

  /** A released blob, encrypted for the asker. Everything else, whatever it is, gets one answer. */
  routes.get('/blobs/:sha256{[A-Za-z0-9_-]{43}}', async (c) => {
    const { participant } = await admit(c, blobShareBytes);
    const asked = { range: c.req.header('range'), ifRange: c.req.header('if-range') };
    // Not a snapshot: who is suspended while it goes out does not get the rest.
    const { status, headers, body } = await serveBlob(deps, participant, c.req.param('sha256'), asked);
    return c.body(body ?? '', status, headers);
  });

  /** The newest checkpoint of the asker's own log that is held here; an empty text where none is. */
  routes.get('/head', async (c) => {
    const participant = await authenticate(c, deps);
    return c.text(await readHeldOf(deps.db, participant), 200, { 'cache-control': 'no-store' });
  });

  /** What else of the asker's own log is held here: by it a node tells whether it is behind, or one of two. */
  routes.get('/held', async (c) => {
    const participant = await authenticate(c, deps);
    const { log, size } = heldQuerySchema.parse(c.req.query());
    const held = await heldOf(deps, participant, { log: Number(log), size: Number(size) });
    return c.json(held, 200, { 'cache-control': 'no-store' });
  });

  /** What the asker released to this node before its log began anew. */
  routes.get('/own', async (c) => {
    const { participant, share } = await admit(c, pageShareBytes);
    const { log, after } = backQuerySchema.parse(c.req.query());
    const page = await giveBack({ ...deps, self: snapshot(deps.self) }, participant, { log: Number(log), after });
    const bytes = Buffer.from(page);
    share.resize(bytes.length);
    return c.body(bytes, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  });

  /** The newest checkpoints that are held here with the asker's cosignature. */
  routes.get('/cosigned', async (c) => c.json(await cosignedBy(deps, await authenticate(c, deps))));

  routes.post('/nudge', async (c) => {
    deps.onNudge(await authenticate(c, deps));
    return c.body('', 200);
  });

  routes.post('/witness', async (c) => {
    const participant = await authenticate(c, deps);
    const { status, body } = await cosignCheckpoint(deps, participant, new Uint8Array(await c.req.arrayBuffer()));
    const type = status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8';
    return c.body(body, status, { 'content-type': type, 'cache-control': 'no-store' });
  });

  routes.get('/profile', async (c) => {
    await admit(c, documentShareBytes);
    const { number = '0', digest = '' } = profileQuerySchema.parse(c.req.query());
    const { documents: profiles, more } = profilesFor(deps.self.alliance, Number(number), digest);
    return c.json({ profiles, more });
  });

  routes.get('/directory', async (c) => {
    await admit(c, documentShareBytes);
    const { known = '' } = directoryQuerySchema.parse(c.req.query());
    const { documents: directories, more } = directoriesFor(deps.self.alliance, known);
    return c.json({ directories, more });
  });

  routes.get('/succession', async (c) => {
    await admit(c, documentShareBytes);
    const { known = '' } = successionQuerySchema.parse(c.req.query());
    const { documents: successions, more } = successionsFor(deps.self.alliance, known);
    return c.json({ successions, more });
  });

  return routes;
}

/** Whether an ended key still holds for what its participant's log, as far as it is known here, would get next. */
async function isInOverlap({ db, self }: FederationDeps, key: KnownKey): Promise<boolean> {
  const { log, size } = await readVerifiedHead(db, key.participant);
  return judgeKey(self.alliance, key.kid, { log, index: size }) === 'valid';
}

const aborted = (cause: unknown): never => {
  throw new TamgaError('malformed', 'the request broke off', { cause });
};

/** Who signed the request. Wrong, stale, replayed and foreign requests learn no more than that. */
async function authenticate(c: Context, deps: FederationDeps & { requestTime: RequestClock }): Promise<string> {
  await refreshSelf(deps);
  const { alliance, code } = deps.self;
  const address = alliance.directories.get(code)?.directory.addresses[0];
  if (!address) throw new TamgaError('config', 'this node has no directory of its own');
  const asked = new URL(c.req.url);
  const url = new URL(asked.pathname + asked.search, address).href;
  const body = new Uint8Array(await c.req.arrayBuffer().catch(aborted));
  const request = {
    method: c.req.method as 'GET' | 'POST',
    url,
    body,
    to: nodeName(alliance, code),
    headers: { ...c.req.header(), host: new URL(address).host },
  };
  const time = await deps.requestTime(deps.db, deps.now());
  const signature = await verifyRequest(
    request,
    async (kid, message, signed) => {
      const key = alliance.keys.get(kid);
      if (key?.use !== 'transport' || key.realm !== 'live' || key.participant === code) return false;
      if (key.to !== undefined && !(await isInOverlap(deps, key))) return false;
      return verifyAsync(key.keyObject, message, signed);
    },
    time,
  );
  if (!(await takeNonce(deps.db, signature.nonce, signature.created, time)))
    throw new TamgaError('request-replayed', 'this request was made before');
  return alliance.keys.get(signature.kid)?.participant ?? '';
}
