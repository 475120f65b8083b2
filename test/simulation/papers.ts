import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { adoptDocuments, readAlliance } from '#features/alliance/adopt.ts';
import { sealDirectory } from '#features/alliance/directory.ts';
import { makeDirectory } from '#features/alliance/make-directory.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { endorseProposal, proposeProfile } from '#features/alliance/propose.ts';
import { newSeed, signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { act, tell } from './act.ts';
import type { Disturbance } from './act.ts';
import { hold } from './breach.ts';
import { authorityOf, enemy } from './members.ts';
import { at, dayOf } from './world.ts';
import type { SimNode, World } from './world.ts';

// Profiles and directories while the alliance lives. What the people behind it sealed is in `world.papers`, and nothing else counts.

const rootOf = ({ dir, joined }: World, code: string): SigningKey =>
  joined.get(code) ?? signingKeyFrom(readFileSync(`${dir}/root-keys/${code}.key`, 'utf8').trim());
/** Where profiles are written: proposals made in two places would contradict each other. */
const secretary = 'ec';
const majority = ['xa', 'xb', 'ec', 'iop'];

/** A participant replaces one of its keys; its node takes that on now or later. */
export async function rotateKey(world: World, code: string, hurt: Disturbance): Promise<string> {
  const use = world.dice.pick(['record', 'record', 'log', 'witness', 'transport', 'wrap'] as const)!;
  const folder = `${world.dir}/${code}`;
  const authority = use === 'record' || use === 'wrap' ? { authority: authorityOf(code) } : {};
  const change = { rotate: [{ use, ...authority }], at: at(world, code).log.published };
  // On the desk of whoever has the root key; that clock is right.
  const jws = await makeDirectory(folder, readAlliance(folder), code, rootOf(world, code), change, world.now);
  world.papers.add(jws);
  adoptDocuments(folder, { directories: [jws] });
  return `${use} ${world.dice.oneIn(3) ? '' : await takeOn(world, code, hurt)}`;
}

/** An observer without a node joins: most root keys say so. */
export async function admit(world: World, hurt: Disturbance): Promise<string> {
  const folder = `${world.dir}/${secretary}`;
  const alliance = readAlliance(folder);
  const code = `o${alliance.profile.number}`;
  const key = signingKeyFrom(newSeed());
  const from = dayOf(world.now);
  const entry = { code, names: { en: code }, class: 'observer', territory: [], rootKey: key.publicKey, from };
  const source = proposeProfile(alliance, { join: [JSON.stringify(entry)] });
  const endorsers = [...majority, ...world.joined.keys()];
  const endorsements = endorsers.map((one) => endorseProposal(alliance, source, one, rootOf(world, one)));
  world.joined.set(code, key);
  world.papers.add(source);
  adoptDocuments(folder, { profiles: [{ source, endorsements }] });
  return `${code} ${await takeOn(world, secretary, hurt)}`;
}

/** A running node looks into its folder. */
export const takeOn = async (world: World, code: string, hurt: Disturbance): Promise<string> =>
  tell(await act(world, code, hurt, (node) => node.refreshAlliance()));

export type Forged = { profiles: { source: string; endorsements: string[] }[]; directories: string[] };

/** Documents that the enemy makes for a victim: a profile that it alone endorses, a directory of another under its own root key. */
export function forgePapers(world: World, victim: string): Forged {
  const { alliance } = at(world, victim).node.deps.self;
  const own = rootOf(world, enemy);
  return world.dice.oneIn(2)
    ? { profiles: [forgeProfile(alliance, own)], directories: [] }
    : { profiles: [], directories: [forgeDirectory(world, alliance, victim, own)] };
}

function forgeProfile(alliance: Alliance, own: SigningKey): Forged['profiles'][number] {
  const source = proposeProfile(alliance, { withdraw: [{ code: 'xa', day: '2030-12-31' }] });
  return { source, endorsements: [endorseProposal(alliance, source, enemy, own)] };
}

function forgeDirectory(world: World, alliance: Alliance, victim: string, own: SigningKey): string {
  const whose = victim === 'xa' ? 'xb' : 'xa';
  const { directory, digest } = alliance.directories.get(whose)!;
  const next = { ...directory, number: directory.number + 1, previous: digest, issuedAt: world.now.toISOString() };
  return sealDirectory(next, own);
}

/** Design 5: no node holds a profile without its majority, or a directory that its participant's root key did not seal. */
export async function watchPapers(world: World, { code, db }: SimNode): Promise<void> {
  const { rows } = await sql<{ source: string; name: string }>`
    select source, concat_ws(' ', kind, participant, number) as name from alliance_document`.execute(db);
  const forged = rows.find(({ source }) => !world.papers.has(source));
  hold(forged === undefined, 'papers', () => `${code} holds a ${forged?.name} that nobody had the power to seal`);
}

/** When all is settled everybody holds the same documents. */
export async function checkPapers(world: World): Promise<void> {
  for (const { code, db } of world.nodes.values()) {
    const { rows } = await sql<{ source: string }>`select source from alliance_document`.execute(db);
    const lacking = world.papers.size - rows.length;
    hold(lacking === 0, 'papers', () => `${code} has not heard of ${lacking} documents of the alliance`);
  }
}
