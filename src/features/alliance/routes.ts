import { Hono } from 'hono';
import { z } from 'zod';
import { listAlarms, readPeers } from '#features/federation/actions.ts';
import { readHead } from '#features/log/actions.ts';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { standingOn } from './model.ts';
import { readHistory } from './read-history.ts';
import { readParticipants } from './read-participants.ts';
import { logOf, sizeOf } from './standing-model.ts';

const historyQuerySchema = z.strictObject({
  kind: z.enum(['profile', 'directory', 'succession']).exactOptional(),
  participant: z.string().max(8).exactOptional(),
});

/** `/api/alliance`: who is in it, and what this node knows of each: documents, contact, log, alarms. */
export function allianceRoutes(deps: Pick<Deps, 'db' | 'self' | 'now'>): Hono<SessionEnv> {
  const { db, self } = deps;
  const routes = new Hono<SessionEnv>();

  routes.get('/participants', async (c) => {
    requirePower(c.get('session'), 'see-alliance');
    return c.json({ self: self.code, items: await readParticipants(deps) });
  });

  routes.get('/history', async (c) => {
    requirePower(c.get('session'), 'see-alliance');
    const { kind, participant } = historyQuerySchema.parse(c.req.query());
    const items = (await readHistory(deps)).filter(
      (one) => (kind ?? one.kind) === one.kind && (participant ?? one.participant) === one.participant,
    );
    return c.json({ items });
  });

  return routes.get('/', async (c) => {
    requirePower(c.get('session'), 'see-alliance');
    const { alliance, code: own } = self;
    const head = await readHead(db);
    const today = dayOf(deps.now());
    const peers = new Map((await readPeers(db)).map((peer) => [peer.participant, peer]));
    const participants = alliance.profile.participants.map((participant) => {
      const peer = peers.get(participant.code);
      const place = logOf(alliance, participant.code);
      const isOwn = participant.code === own;
      const directory = alliance.directories.get(participant.code)?.directory;
      return {
        code: participant.code,
        name: participant.names.en,
        class: participant.class,
        standing: standingOn(alliance, participant.code, today),
        address: directory?.addresses[0] ?? null,
        directory: directory?.number ?? null,
        lastContactAt: peer?.lastContactAt ?? null,
        lastFailure: peer?.failedAt ? { at: peer.failedAt, code: peer.failureCode, why: peer.failureWhy } : null,
        ...place,
        logSize: sizeOf(place.log, isOwn ? head : peer),
        checkpointAt: isOwn ? (head?.signedAt ?? null) : (peer?.checkpointAt ?? null),
        stopped: peer?.stopped ?? false,
      };
    });
    const { number, names } = alliance.profile;
    return c.json({
      alliance: { id: alliance.id, name: names.en, profile: number, digest: alliance.profileDigest },
      self: own,
      participants,
      alarms: await listAlarms(db),
      recipients: participants.map((p) => p.code).filter((code) => code !== own),
    });
  });
}
