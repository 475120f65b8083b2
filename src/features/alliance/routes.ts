import type { Hono } from 'hono';
import { z } from 'zod';
import { listAlarms, readPeers } from '#features/federation/actions.ts';
import { readHead } from '#features/log/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import { standingOn } from './model.ts';
import { readHistory } from './read-history.ts';
import { readParticipants } from './read-participants.ts';
import { logOf, sizeOf } from './standing-model.ts';
import { allianceSchema, documentVersionSchema, historyFilterSchema, participantSchema } from './view-model.ts';

/** `/api/alliance`: who is in it, and what this node knows of each: documents, contact, log, alarms. */
export function allianceRoutes(deps: Pick<Deps, 'db' | 'self' | 'now'>): Hono<SessionEnv> {
  const { db, self } = deps;
  const api = createOperations();

  api.get(
    '/participants',
    {
      id: 'listParticipants',
      summary: 'What this node knows of each participant, former ones too, in the profile’s order.',
      power: 'see-alliance',
      query: pageQuery,
      answer: pageOf(participantSchema).extend({ self: z.string() }),
    },
    async ({ query }) => ({
      self: self.code,
      ...pageWithin(await readParticipants(deps), readPage(query).asked, ({ code }) => code),
    }),
  );

  api.get(
    '/history',
    {
      id: 'listDocuments',
      summary: 'Every profile and directory that counts and every end of a log, the newest of each first.',
      power: 'see-alliance',
      query: historyFilterSchema.extend(pageQuery.shape),
      answer: pageOf(documentVersionSchema),
    },
    async ({ query }) => {
      const { asked, filter } = readPage(query);
      const { kind, participant } = filter;
      const versions = (await readHistory(deps)).filter(
        (one) => (kind ?? one.kind) === one.kind && (participant ?? one.participant) === one.participant,
      );
      return pageWithin(versions, asked, (one) => `${one.kind}.${one.participant ?? ''}.${one.number}`);
    },
  );

  api.get(
    '/',
    {
      id: 'readAlliance',
      summary: 'The alliance, its participants and the line to each, and the newest alarms.',
      power: 'see-alliance',
      answer: allianceSchema,
    },
    async () => {
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
          names: participant.names,
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
      return {
        alliance: { id: alliance.id, name: names.en, names, profile: number, digest: alliance.profileDigest },
        self: own,
        participants,
        alarms: await listAlarms(db),
        recipients: participants.map((p) => p.code).filter((code) => code !== own),
      };
    },
  );

  return api.routes;
}
