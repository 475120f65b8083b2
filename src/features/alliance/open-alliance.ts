import { TamgaError } from '#platform/errors.ts';
import { readPublicKey } from '#platform/keys/ed25519.ts';
import { parseCompact } from '#platform/keys/jws.ts';
import { digestOf, kidOf, maxDirectoryBytes, openDirectory } from './directory.ts';
import { openProfile } from './endorsement.ts';
import type { Alliance, AllianceDocuments, HeldDirectory, KnownKey } from './model.ts';
import type { Profile } from './profile.ts';

/** Verifies everything from the anchor down. Errors: keys, encoding, malformed. */
export function openAlliance(documents: AllianceDocuments): Alliance {
  const { source, endorsements } = documents.profile;
  const profile = openProfile(source, endorsements);
  const profileDigest = digestOf(source);
  if (profile.number === 1 && profileDigest !== documents.anchor)
    throw new TamgaError('keys', `the first profile's digest is ${profileDigest}, not the anchor ${documents.anchor}`);
  const id = `${profile.alliance}#${documents.anchor}`;
  const directories = new Map<string, HeldDirectory>();
  const keys = new Map<string, KnownKey>();
  for (const jws of documents.directories) {
    const held = openForParticipant(jws, profile, id);
    directories.set(held.directory.participant, held);
    for (const key of held.directory.keys) {
      if (key.alg !== 'Ed25519') continue;
      if (keys.has(key.kid)) throw new TamgaError('keys', `key ${key.kid} is named by two directories`);
      keys.set(key.kid, { ...key, participant: held.directory.participant, keyObject: readPublicKey(key.publicKey) });
    }
  }
  return { id, profile, profileSource: source, profileDigest, endorsements, directories, keys };
}

function openForParticipant(jws: string, profile: Profile, id: string): HeldDirectory {
  const kid = parseCompact(jws, maxDirectoryBytes).header.kid;
  const participant = profile.participants.find((p) => kidOf(p.code, p.rootKey) === kid);
  if (!participant) throw new TamgaError('keys', 'a directory is sealed by no participant of the profile');
  const directory = openDirectory(jws, participant.code, participant.rootKey);
  if (directory.alliance !== id)
    throw new TamgaError('keys', `the directory of ${participant.code} belongs to ${directory.alliance}`);
  return { directory, jws, digest: digestOf(jws) };
}
