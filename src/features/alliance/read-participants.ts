import { listAlarms, readPeers } from '#features/federation/actions.ts';
import { readHead } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readCosignedSizes, readWitnessed } from '#features/witnesses/actions.ts';
import { dayOf } from '#platform/clock.ts';
import { kidOf } from './directory.ts';
import { readEarlier } from './growth.ts';
import { standingOn } from './model.ts';
import type { DirectoryKey, Participant } from './model.ts';
import { logOf, sizeOf } from './standing-model.ts';

type ReadDeps = Pick<Deps, 'db' | 'self' | 'now'>;

/** What this node knows of each participant, former ones too: a list, in the profile's order. */
export async function readParticipants(deps: ReadDeps) {
  const { db, self, now } = deps;
  const head = await readHead(db);
  const facts = {
    head,
    peers: new Map((await readPeers(db)).map((peer) => [peer.participant, peer])),
    alarms: await listAlarms(db),
    cosigned: await readCosignedSizes(db, head?.log ?? 1),
    earlier: await readEarlier(db, now()),
  };
  const views = [];
  for (const participant of self.alliance.profile.participants) views.push(await toView(deps, participant, facts));
  return views;
}

type Facts = {
  head: Awaited<ReturnType<typeof readHead>>;
  peers: ReadonlyMap<string, Awaited<ReturnType<typeof readPeers>>[number]>;
  alarms: Awaited<ReturnType<typeof listAlarms>>;
  cosigned: ReadonlyMap<string, number>;
  earlier: ReadonlyMap<string, { day: string; size: number }>;
};

async function toView({ db, self, now }: ReadDeps, participant: Participant, facts: Facts) {
  const { code, names, from = null, to = null, suspended = null } = participant;
  const { alliance } = self;
  const held = alliance.directories.get(code);
  const { addresses = [], authorities = [], contacts = [], keys = [], disowned = [] } = held?.directory ?? {};
  const peer = facts.peers.get(code);
  const isOwn = code === self.code;
  const place = logOf(alliance, code);
  const logSize = sizeOf(place.log, isOwn ? facts.head : peer);
  const earlier = facts.earlier.get(code);
  // What a day before the end of a log says is of that log.
  const isSameLog = earlier !== undefined && (place.logBefore?.at ?? '').slice(0, 10) < earlier.day;
  const ours = isOwn ? undefined : await readWitnessed(db, code);
  return {
    code,
    name: names.en,
    names,
    class: participant.class,
    standing: standingOn(alliance, code, dayOf(now())),
    from,
    to,
    suspended,
    addresses,
    directory: held ? { number: held.directory.number, digest: held.digest } : null,
    authorities: authorities.map(({ code: authority, name, names: others, to: end = null, successor = null }) => ({
      code: authority,
      name,
      names: { ...others, en: name },
      to: end,
      successor,
    })),
    contacts: contacts.map(({ telephone = null, email = null, ...point }) => ({
      ...point,
      names: { ...point.names, en: point.name },
      telephone,
      email,
    })),
    tlsKeys: [held?.directory.tlsKey, held?.directory.formerTlsKey].flatMap((key) => (key ? [kidOf(code, key)] : [])),
    keys: keys.map((key) => toKey(key, disowned.filter(({ kid }) => kid === key.kid).length)),
    lastContactAt: peer?.lastContactAt ?? null,
    lastFailure: peer?.failedAt ? { at: peer.failedAt, code: peer.failureCode, why: peer.failureWhy } : null,
    stopped: peer?.stopped ?? false,
    ...place,
    logSize,
    checkpointAt: isOwn ? (facts.head?.signedAt ?? null) : (peer?.checkpointAt ?? null),
    growth:
      logSize !== null && isSameLog && earlier.size <= logSize
        ? { since: earlier.day, by: logSize - earlier.size }
        : null,
    weCosigned: ours?.cosignedAt ? { size: ours.size, at: ours.cosignedAt } : null,
    cosignedOurs: facts.cosigned.get(code) ?? null,
    alarms: facts.alarms.filter((alarm) => alarm.participant === code),
  };
}

const toKey = (key: DirectoryKey, disowned: number) => ({
  kid: key.kid,
  use: key.use,
  realm: key.realm,
  authority: key.authority ?? null,
  from: key.from,
  to: key.to ?? null,
  disowned,
});
