import type { KeyObject } from 'node:crypto';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import type { TlsIdentity } from '#platform/http/tls-identity.ts';
import type { WrapKey } from '#platform/keys/wrap-key.ts';
import type { Directory, DirectoryKey } from './directory.ts';
import type { Profile } from './profile.ts';
import type { Succession } from './succession.ts';

import { plainCalendar } from './calendar-model.ts';
import type { WorkCalendar } from './calendar-model.ts';

/** The two levels that may travel. State secrets have no label here, so that they cannot be marked and sent (SG-30). */
export const baseMarkings = ['unclassified', 'confidential'] as const;

export { deadlineAfter, momentOn } from './calendar-model.ts';
export type { WorkCalendar } from './calendar-model.ts';
export type { Contact, DirectoryKey } from './directory.ts';
export type Participant = Profile['participants'][number];
export type KnownKey = DirectoryKey & { participant: string; keyObject: KeyObject };
/** `root` is the root key that sealed it. */
export type HeldDirectory = { directory: Directory; jws: string; digest: string; root: string };

/** The end of one of a participant's logs; `root` is the root key that sealed it. */
export type HeldSuccession = { succession: Succession; jws: string; digest: string; root: string };

export type ProfileText = { source: string; endorsements: readonly string[] };
export type HeldProfile = ProfileText & { profile: Profile; digest: string };

/**
 * What a node knows of its alliance: the newest profile and directories that it verified, and all before them. Plain data,
 * made once and read; a change makes another one.
 */
export type Alliance = {
  /** `mca#<digest of the first profile>` */
  id: string;
  profile: Profile;
  profileSource: string;
  profileDigest: string;
  endorsements: readonly string[];
  /** From number 1 to the newest. */
  profiles: readonly HeldProfile[];
  directories: ReadonlyMap<string, HeldDirectory>;
  /** Each participant's directories, from number 1 to the newest. */
  history: ReadonlyMap<string, readonly HeldDirectory[]>;
  /** The ends of each participant's logs, from log 1 on; who never had to begin a new one has none. */
  successions: ReadonlyMap<string, readonly HeldSuccession[]>;
  keys: ReadonlyMap<string, KnownKey>;
  /** Digest over the newest of all documents: nodes that show each other the same one hold the same. */
  documents: string;
};

/** A document that was not taken on, beside the one that is held in its place or before it. */
export type RefusedDocument = {
  code:
    | 'profile-refused'
    | 'profile-forked'
    | 'directory-refused'
    | 'directory-forked'
    | 'directory-limit'
    | 'succession-refused'
    | 'succession-forked'
    | 'succession-limit';
  /** Whose directory or log it says it is; undefined for profiles. */
  participant?: string;
  why: string;
  held: string;
  offered: string;
};

export type AllianceDocuments = {
  /** Digest of the first profile, handed over out of band. */
  anchor: string;
  profiles: readonly ProfileText[];
  directories: readonly string[];
  successions?: readonly string[];
};

/**
 * The participant's private keys that live on its node. The root key is not among them. `recordKeys` by authority; `wrap` by
 * who reads with it: an authority, or the participant's code for all of it. `wrapKeys` are those and former ones, which
 * still open what they wrapped.
 */
export type OwnKeys = {
  log: OwnKey;
  witness: OwnKey;
  transport: OwnKey;
  /** Ended by the directory, for peers that have not learned of the present one. */
  formerTransport: OwnKey | null;
  /** What the server can show; the directory's own key is the first. */
  tls: readonly TlsIdentity[];
  recordKeys: ReadonlyMap<string, OwnKey>;
  wrap: ReadonlyMap<string, WrapKey>;
  wrapKeys: readonly WrapKey[];
};

/**
 * The participant whose node this is. `alliance` and `keys` are what is known now: whoever needs one view of the alliance
 * from beginning to end takes a `snapshot`.
 */
export type Self = {
  readonly code: string;
  readonly alliance: Alliance;
  readonly keys: OwnKeys;
  /** Counts the changes that this node's database has taken on; 0 before it was read. */
  readonly version: number;
  /** What this node's folder lacks to act under an alliance: a key that the own directory names. Null where it has all. */
  lacks: (alliance: Alliance) => string | null;
  /** Swaps in what is known from now on, with the keys that the own directory names, as far as the folder has them. */
  adopt: (alliance: Alliance, version: number) => void;
  /** Reads the folder's keys again if files came or went there; what is then incomplete leaves the keys as they were. */
  reread: () => void;
  /** The private keys in the folder. Errors: keys. */
  keyFiles: () => KeyFile[];
  /** Destroys a file of `keyFiles`; whether it is still needed is for the caller to know. */
  destroyKey: (file: string) => void;
};
export type OwnKey = { kid: string; key: SigningKey };

/**
 * A private key in the node's folder. `current`: the own directory names it without an end; `former`: with one; `overlap`: a TLS
 * key that may go on being shown; `unnamed`: not at all, such as one that waits for its directory. `from` and `to` are places of
 * the own log.
 */
export type KeyFile = {
  file: string;
  kid: string;
  use: DirectoryKey['use'] | 'tls' | null;
  authority: string | null;
  state: 'current' | 'former' | 'overlap' | 'unnamed';
  from: number | null;
  to: number | null;
};

export const participantOf = (alliance: Alliance, code: string): Participant | undefined =>
  alliance.profile.participants.find((p) => p.code === code);

/** When a participant's authorities work. */
export const calendarOf = (alliance: Alliance, code: string): WorkCalendar =>
  participantOf(alliance, code)?.calendar ?? plainCalendar;

/** Whom a request between nodes asks: a participant of one alliance, wherever its node is. */
export const nodeName = (alliance: Pick<Alliance, 'id'>, participant: string): string =>
  `${alliance.id}/${participant}`;

/** Origin of a participant's log, which outlives its keys (design 6). */
export const logOrigin = (allianceId: string, participant: string, log = 1): string =>
  `${allianceId}/${participant}/log/${log}`;

/** The number of the participant's log that goes on: those before it were ended by a succession each. */
export const currentLog = ({ successions }: Pick<Alliance, 'successions'>, participant: string): number =>
  (successions.get(participant)?.length ?? 0) + 1;

/** Whose log an origin names, and which one; undefined where it is none of a participant of the alliance. */
export function logNamed(alliance: Alliance, origin: string): { participant: string; log: number } | undefined {
  const [, participant = '', log = ''] = /\/([a-z][a-z0-9]{1,7})\/log\/([1-9]\d{0,6})$/.exec(origin) ?? [];
  const isOne = participantOf(alliance, participant) && logOrigin(alliance.id, participant, Number(log)) === origin;
  return isOne ? { participant, log: Number(log) } : undefined;
}

/** The same participant with what it knows now, whatever is learned meanwhile. */
export const snapshot = (self: Self, alliance = self.alliance): Self => ({
  code: self.code,
  alliance,
  keys: self.keys,
  version: self.version,
  lacks: self.lacks,
  adopt: self.adopt,
  reread: self.reread,
  keyFiles: self.keyFiles,
  destroyKey: self.destroyKey,
});

/** The participant's newest live key for a use that is not ended. */
export function keyFor(alliance: Alliance, participant: string, use: DirectoryKey['use']): KnownKey | undefined {
  const keys = alliance.directories.get(participant)?.directory.keys ?? [];
  const key = keys.findLast((k) => k.use === use && k.realm === 'live' && k.to === undefined);
  return key && alliance.keys.get(key.kid);
}

type Position = DirectoryKey['from'];
const isAfter = (a: Position, b: Position): boolean => a.log > b.log || (a.log === b.log && a.index > b.index);

/** Whether a key may have sealed what lies at this place of its participant's log, as of the newest directory. */
export function judgeKey(alliance: Alliance, kid: string, at: Position): 'valid' | 'key-range' | 'disowned' {
  const key = alliance.keys.get(kid);
  if (!key || isAfter(key.from, at) || (key.to !== undefined && isAfter(at, key.to))) return 'key-range';
  const disowned = alliance.directories.get(key.participant)?.directory.disowned ?? [];
  return disowned.some((d) => d.kid === kid && !isAfter(d.from, at) && !isAfter(at, d.to)) ? 'disowned' : 'valid';
}

export type Standing = 'standing' | 'not-yet' | 'suspended' | 'left' | 'none';

/** Whether a participant takes part on a day (`YYYY-MM-DD`). The last day of a membership belongs to it. */
export function standingOn(alliance: { profile: Pick<Profile, 'participants'> }, code: string, day: string): Standing {
  const found = alliance.profile.participants.find((p) => p.code === code);
  if (!found) return 'none';
  if (found.to !== undefined && found.to < day) return 'left';
  if (found.from !== undefined && found.from > day) return 'not-yet';
  return found.suspended !== undefined && found.suspended <= day ? 'suspended' : 'standing';
}

export type Ended = { to: string; successor: string | null };

/**
 * The end of an authority that was over before a day (`YYYY-MM-DD`), with the authority that stands in its place then; null
 * for one that goes on. The last day belongs to it.
 */
export function endedOn(alliance: Pick<Alliance, 'directories'>, authority: string, day: string): Ended | null {
  const all = alliance.directories.get(authority.split('/', 1)[0] ?? '')?.directory.authorities ?? [];
  const endOf = (code: string | undefined) => {
    const found = all.find((one) => one.code === code);
    return found?.to !== undefined && found.to < day ? found : undefined;
  };
  const ended = endOf(authority);
  if (ended?.to === undefined) return null;
  let { successor } = ended;
  for (let i = 0; i < all.length && endOf(successor); i++) successor = endOf(successor)?.successor;
  return { to: ended.to, successor: endOf(successor) ? null : (successor ?? null) };
}

/** What is said of an authority that has ended: when, and whom to turn to. */
export const describeEnd = (authority: string, { to, successor }: Ended): string =>
  `${authority} ended on ${to}; ${successor === null ? 'it has no successor' : `its successor is ${successor}`}`;

export const nodeAuthority = (participant: string): string => `${participant}/node`;

/**
 * Who reads with a wrap key: one authority, or the whole participant where the key is its node's (`xb/node`) or, in older
 * directories, nobody's by name.
 */
export const readerOf = (participant: string, key: Pick<DirectoryKey, 'authority'>): string =>
  key.authority === undefined || key.authority === nodeAuthority(participant) ? participant : key.authority;

/** The key to which content for one authority is encrypted. Undefined where its directory names none. */
export function wrapKeyOf(alliance: Alliance, authority: string): DirectoryKey | undefined {
  const participant = authority.split('/', 1)[0] ?? '';
  if (readerOf(participant, { authority }) === participant) return undefined;
  const keys = alliance.directories.get(participant)?.directory.keys ?? [];
  return keys.findLast(
    (key) => key.use === 'wrap' && key.realm === 'live' && key.to === undefined && key.authority === authority,
  );
}
