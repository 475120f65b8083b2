import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { TamgaError } from '#platform/errors.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { adoptDocuments, readAlliance, writeHistory } from './adopt.ts';
import { rootFor } from './change-rules.ts';
import { files, readDocuments } from './home.ts';
import { makeNode } from './init.ts';
import type { NewParticipant } from './init.ts';

/**
 * Makes the folder of a participant that joins: the open documents as another folder holds them, keys of its own, and its
 * first directory, which is given back to be adopted by a member. Errors: conflict, keys, not-found.
 */
export async function joinFolder(
  from: string,
  home: string,
  participant: Omit<NewParticipant, 'officers'>,
  root: SigningKey,
  now: Date,
): Promise<string> {
  const { code } = participant;
  const alliance = readAlliance(from);
  const entry = alliance.profile.participants.find((p) => p.code === code);
  if (!entry) throw new TamgaError('not-found', `profile ${alliance.profile.number} has no participant ${code}`);
  if (rootFor(alliance.profiles, code, 1) !== root.publicKey)
    throw new TamgaError('keys', `this is not the root key that the profile names for ${code}`);
  if (alliance.directories.has(code)) throw new TamgaError('conflict', `${code} has a directory already`);
  if (existsSync(files(home).anchor)) throw new TamgaError('conflict', `${home} is a node's folder already`);
  const at = files(home);
  mkdirSync(at.alliance, { recursive: true, mode: 0o700 });
  const officers = participant.authorities.slice(0, 1).flatMap(({ code: authority }) =>
    (['case-officer', 'auditor', 'node-admin'] as const).map((role, n) => ({
      id: `${authority}/o-${n + 1}`,
      name: `Officer ${n + 1}`,
      role,
      authority,
      desk: alliance.profile.purposes.map((purpose) => purpose.code),
    })),
  );
  const jws = await makeNode(home, { ...participant, officers }, alliance.id, entry.territory, root, now);
  writeHistory(home, alliance);
  writeFileSync(at.anchor, `${readDocuments(from).anchor}\n`);
  adoptDocuments(home, { directories: [jws] });
  return jws;
}

/** Ports as `tamga init` deals them: that of the address for node to node, the one 20 below it for the pages, where anybody may listen. */
export function portsFor(address: string): { port: number; federationPort: number } {
  const federationPort = Number(URL.parse(address)?.port || 443);
  return { port: federationPort >= 1_044 ? federationPort - 20 : 7_400, federationPort };
}
