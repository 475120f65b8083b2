import type { KeyObject } from 'node:crypto';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import type { Directory, DirectoryKey } from './directory.ts';
import type { Profile } from './profile.ts';

export type Participant = Profile['participants'][number];
export type KnownKey = DirectoryKey & { participant: string; keyObject: KeyObject };
export type HeldDirectory = { directory: Directory; jws: string; digest: string };

/** What a node knows of its alliance: the newest profile and directories it verified. Plain data, made once and read. */
export type Alliance = {
  /** `mca#<digest of the first profile>` */
  id: string;
  profile: Profile;
  profileSource: string;
  profileDigest: string;
  endorsements: readonly string[];
  directories: ReadonlyMap<string, HeldDirectory>;
  keys: ReadonlyMap<string, KnownKey>;
};

export type AllianceDocuments = {
  /** Digest of the first profile, handed over out of band. */
  anchor: string;
  profile: { source: string; endorsements: readonly string[] };
  directories: readonly string[];
};

/** The participant whose node this is, with the private keys that live on the node. Its root key is not among them. */
export type Self = {
  code: string;
  alliance: Alliance;
  /** By key id; `recordKeys` by authority. */
  keys: { log: OwnKey; witness: OwnKey; transport: OwnKey; recordKeys: ReadonlyMap<string, OwnKey> };
};
export type OwnKey = { kid: string; key: SigningKey };

export const participantOf = (alliance: Alliance, code: string): Participant | undefined =>
  alliance.profile.participants.find((p) => p.code === code);

/** Origin of a participant's log, which outlives its keys (design 6). */
export const logOrigin = (allianceId: string, participant: string, log = 1): string =>
  `${allianceId}/${participant}/log/${log}`;

/** The participant's newest live key for a use. */
export function keyFor(alliance: Alliance, participant: string, use: DirectoryKey['use']): KnownKey | undefined {
  const keys = alliance.directories.get(participant)?.directory.keys ?? [];
  const key = keys.findLast((k) => k.use === use && k.realm === 'live');
  return key && alliance.keys.get(key.kid);
}

export const nodeAuthority = (participant: string): string => `${participant}/node`;
