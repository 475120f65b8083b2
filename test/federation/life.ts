import { readFileSync } from 'node:fs';
import { adoptDocuments, readAlliance } from '#features/alliance/adopt.ts';
import type { ProfileText } from '#features/alliance/model.ts';
import { joinFolder } from '#features/alliance/join.ts';
import { makeDirectory } from '#features/alliance/make-directory.ts';
import type { DirectoryChange } from '#features/alliance/make-directory.ts';
import { endorseProposal, proposeProfile } from '#features/alliance/propose.ts';
import type { ProfileChange } from '#features/alliance/propose.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import type { Net } from './nodes.ts';

// What the people behind an alliance do, with the commands' own functions.

export const rootOf = (net: Net, code: string): SigningKey =>
  signingKeyFrom(readFileSync(`${net.home}/root-keys/${code}.key`, 'utf8').trim());

/** The next profile as a participant's folder would have it, endorsed by these. */
export function endorsed(net: Net, at: string, by: readonly string[], change: ProfileChange): ProfileText {
  const alliance = readAlliance(`${net.home}/${at}`);
  const source = proposeProfile(alliance, change);
  return { source, endorsements: by.map((code) => endorseProposal(alliance, source, code, rootOf(net, code))) };
}

/** A profile change that is adopted at one node; the others hear of it. */
export async function changeProfile(net: Net, at: string, by: readonly string[], change: ProfileChange): Promise<void> {
  adoptDocuments(`${net.home}/${at}`, { profiles: [endorsed(net, at, by, change)] });
  await net.node(at).refreshAlliance();
  await net.settle();
}

/** A participant's next directory, made in its folder and taken on by its node. */
export async function changeDirectory(
  net: Net,
  code: string,
  change: DirectoryChange,
  root = rootOf(net, code),
): Promise<string> {
  const home = `${net.home}/${code}`;
  await net.node(code).refreshAlliance();
  const jws = await makeDirectory(home, readAlliance(home), code, root, change, net.clock.now);
  adoptDocuments(home, { directories: [jws] });
  await net.node(code).refreshAlliance();
  await net.node(code).sequence();
  await net.settle();
  return jws;
}

/** Makes the folder of one who joins, hands its directory to a member and starts its node. */
export async function startJoined(net: Net, code: string, from: string, root: SigningKey): Promise<void> {
  const authorities = [{ code: `${code}/cyber`, name: 'Cyber' }];
  const participant = { code, address: 'https://127.0.0.1:7555', authorities };
  const jws = await joinFolder(`${net.home}/${from}`, `${net.home}/${code}`, participant, root, net.clock.now);
  adoptDocuments(`${net.home}/${from}`, { directories: [jws] });
  await net.node(from).refreshAlliance();
  await net.start(code);
  await net.settle();
}

export type Seen = {
  alliance: { profile: number };
  participants: { code: string; directory: number | null; stopped: boolean; lastFailure: { code: string } | null }[];
  alarms: { participant: string; code: string; why: string }[];
};
export const seenBy = (net: Net, code: string): Promise<Seen> => net.node(code).ask<Seen>('/api/alliance');
