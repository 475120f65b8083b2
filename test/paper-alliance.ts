import { readFileSync } from 'node:fs';
import { digestOf, kidOf, sealDirectory } from '#features/alliance/directory.ts';
import type { Directory, DirectoryKey } from '#features/alliance/directory.ts';
import { endorseProfile } from '#features/alliance/endorsement.ts';
import type { ProfileText } from '#features/alliance/model.ts';
import type { Profile } from '#features/alliance/profile.ts';
import { newSeed, signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';

const meridian = new URL('../profiles/meridian.json', import.meta.url);
const codes = ['ec', 'xa', 'xb', 'xc', 'iop'] as const;
export const newKey = (): SigningKey => signingKeyFrom(newSeed());

export type Paper = {
  roots: Map<string, SigningKey>;
  first: Profile;
  anchor: string;
  /** A profile with the endorsements of these participants, by the root keys of `roots`. */
  endorsed(profile: Profile, by: readonly string[]): ProfileText;
  /** The profile after `before`, changed and endorsed. */
  next(before: ProfileText, by: readonly string[], change: (profile: Profile) => void): ProfileText;
  directory(code: string, change?: (directory: Directory) => void, root?: SigningKey): string;
  /** The directory after `before`. */
  nextDirectory(before: string, change?: (directory: Directory) => void, root?: SigningKey): string;
};

export const recordKey = (code: string, change: Partial<DirectoryKey> = {}): DirectoryKey => {
  const { publicKey } = newKey();
  const kid = kidOf(code, publicKey);
  const key = { kid, use: 'record', alg: 'Ed25519', publicKey, realm: 'live', authority: `${code}/cyber` } as const;
  return { ...key, from: { log: 1, index: 0 }, ...change };
};

/** The documents of the fictional alliance on paper: root keys, profiles, directories; no node. */
export function makePaper(change: (profile: Profile) => void = () => {}): Paper {
  const roots = new Map<string, SigningKey>(codes.map((code) => [code, newKey()]));
  const first = JSON.parse(readFileSync(meridian, 'utf8')) as Profile;
  first.participants = first.participants.filter((p) => roots.has(p.code));
  for (const p of first.participants) p.rootKey = roots.get(p.code)!.publicKey;
  change(first);
  const endorsed: Paper['endorsed'] = (profile, by) => {
    const source = JSON.stringify(profile);
    return { source, endorsements: by.map((code) => endorseProfile(source, code, roots.get(code)!)) };
  };
  const anchor = digestOf(JSON.stringify(first));
  const seal = (directory: Directory, root = roots.get(directory.participant)!): string =>
    sealDirectory(directory, root);
  return {
    roots,
    first,
    anchor,
    endorsed,
    next(before, by, edit) {
      const profile = JSON.parse(before.source) as Profile;
      profile.number += 1;
      profile.previous = digestOf(before.source);
      edit(profile);
      return endorsed(profile, by);
    },
    directory(code, edit = () => {}, root) {
      const directory: Directory = {
        format: 'tamga-directory/1',
        alliance: `${first.alliance}#${anchor}`,
        participant: code,
        number: 1,
        issuedAt: '2030-05-13T06:00:00.000Z',
        addresses: [`https://${code}.example`],
        tlsKey: 'A'.repeat(80),
        territory: [],
        authorities: [{ code: `${code}/cyber`, name: 'Cyber' }],
        keys: [recordKey(code)],
        disowned: [],
      };
      edit(directory);
      return seal(directory, root);
    },
    nextDirectory(before, edit = () => {}, root) {
      const directory = readPaper(before);
      directory.previous = digestOf(before);
      directory.number += 1;
      edit(directory);
      return seal(directory, root);
    },
  };
}

export const readPaper = (jws: string): Directory =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as Directory;
