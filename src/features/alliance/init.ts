import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStrictJson } from '@tamga/json';
import { TamgaError } from '#platform/errors.ts';
import { newSeed, signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { readSecret, writeSecret } from '#platform/keys/key-file.ts';
import { newWrapSecret, wrapKeyFrom } from '#platform/keys/wrap-key.ts';
import { digestOf, kidOf, sealDirectory } from './directory.ts';
import type { Contact, DirectoryKey } from './directory.ts';
import { endorseProfile } from './endorsement.ts';
import { files } from './home.ts';
import { profileSchema, profileTemplateSchema } from './profile.ts';
import type { ProfileTemplate } from './profile.ts';
import { makeTlsIdentity } from './tls.ts';

export type NewParticipant = {
  code: string;
  /** `https://host:port` at which peers reach the node. */
  address: string;
  authorities: { code: string; name: string; names?: Record<string, string> }[];
  contacts?: readonly Contact[];
  officers: { id: string; name: string; role: string; authority: string; desk?: readonly string[] }[];
  /** Written to `tamga.json` where given: the node then starts with its folder alone. */
  settings?: { port: number; federationPort: number };
};

/**
 * Makes an alliance whose participants' keys all lie under one folder: for a demonstration, a test or a trial. Root keys
 * go to `root-keys/`, apart from the nodes' folders, as they would be kept offline. Errors: malformed, conflict.
 */
export async function initAlliance(
  home: string,
  templateText: string,
  participants: readonly NewParticipant[],
  now: Date,
): Promise<void> {
  const template = readTemplate(templateText);
  if (existsSync(join(home, 'anchor'))) throw new TamgaError('conflict', `${home} holds an alliance already`);
  const making = join(home, '.making');
  rmSync(making, { recursive: true, force: true });
  await makeAlliance(making, template, participants, now);
  moveAll(making, home);
}

/** Made aside and moved at the end, the anchor last: a crash leaves nothing that could be taken for an alliance. */
function moveAll(from: string, to: string): void {
  const names = readdirSync(from).toSorted((a, b) => Number(a === 'anchor') - Number(b === 'anchor'));
  for (const name of names) {
    if (existsSync(join(to, name)))
      throw new TamgaError('conflict', `${join(to, name)} is there already: move it away, it may hold keys`);
  }
  for (const name of names) renameSync(join(from, name), join(to, name));
  rmSync(from, { recursive: true });
}

async function makeAlliance(
  home: string,
  template: ProfileTemplate,
  participants: readonly NewParticipant[],
  now: Date,
): Promise<void> {
  const roots = new Map(template.participants.map(({ code }) => [code, makeRoot(home, code)]));
  const profile = profileSchema.parse({
    ...template,
    participants: template.participants.map((p) => ({ ...p, rootKey: roots.get(p.code)?.publicKey })),
  });
  const source = `${JSON.stringify(profile, null, 1)}\n`;
  const anchor = digestOf(source);
  const endorsements = [...roots].map(([code, root]) => endorseProfile(source, code, root));
  const directories = new Map<string, string>();
  for (const participant of participants) {
    const root = roots.get(participant.code);
    if (!root) throw new TamgaError('malformed', `${participant.code} is no participant of the profile`);
    const territory = template.participants.find((p) => p.code === participant.code)?.territory ?? [];
    directories.set(
      participant.code,
      await makeNode(join(home, participant.code), participant, `${profile.alliance}#${anchor}`, territory, root, now),
    );
  }
  for (const { code } of participants) writeDocuments(join(home, code), { anchor, source, endorsements, directories });
  writeFileSync(join(home, 'anchor'), `${anchor}\n`);
}

type Documents = {
  anchor: string;
  source: string;
  endorsements: readonly string[];
  directories: ReadonlyMap<string, string>;
};

function writeDocuments(folder: string, { anchor, source, endorsements, directories }: Documents): void {
  const at = files(folder);
  mkdirSync(at.directories, { recursive: true, mode: 0o700 });
  writeFileSync(at.anchor, `${anchor}\n`);
  writeFileSync(at.profile(), source);
  writeFileSync(at.endorsements(), `${JSON.stringify(endorsements, null, 1)}\n`);
  for (const [of, jws] of directories) writeFileSync(at.directory(of), `${jws}\n`);
}

/** A profile without root keys, as the files in `profiles/` hold it. Errors: malformed, by path. */
export const readTemplate = (text: string): ProfileTemplate =>
  profileTemplateSchema.parse(
    parseStrictJson(Buffer.from(text), { maxBytes: 4 << 20, maxDepth: 16, maxValues: 100_000 }),
  );

function makeRoot(home: string, code: string): SigningKey {
  const path = join(home, 'root-keys', `${code}.key`);
  writeSecret(path, newSeed());
  return signingKeyFrom(readSecret(path));
}

/** Makes a node's folder with its keys and gives its directory, sealed. */
export async function makeNode(
  folder: string,
  participant: NewParticipant,
  alliance: string,
  territory: string[],
  root: SigningKey,
  now: Date,
): Promise<string> {
  const { code } = participant;
  const at = files(folder);
  const node = { code: `${code}/node`, name: 'The node itself', names: { ru: 'Сам узел', zh: '节点自身' } };
  const authorities = [...participant.authorities, node];
  const keys = [
    ...authorities.map((authority) =>
      makeKey(at.key(`record-${authority.code.split('/')[1] ?? ''}`), code, 'record', authority.code),
    ),
    makeKey(at.key('log'), code, 'log'),
    makeKey(at.key('witness'), code, 'witness'),
    makeKey(at.key('transport'), code, 'transport'),
    ...authorities.map((authority) =>
      makeWrapKey(at.key(`wrap-${authority.code.split('/')[1] ?? ''}`), code, authority.code),
    ),
  ];
  const tls = await makeTlsIdentity(code, now);
  writeSecret(at.tlsKey(), tls.keyPem);
  writeFileSync(at.tlsCert, tls.certPem);
  if (participant.settings)
    writeFileSync(at.settings, `${JSON.stringify({ participant: code, ...participant.settings }, null, 1)}\n`);
  writeFileSync(at.officers, `${JSON.stringify(participant.officers, null, 1)}\n`);
  const directory = {
    format: 'tamga-directory/1' as const,
    alliance,
    participant: code,
    number: 1,
    issuedAt: now.toISOString(),
  };
  return sealDirectory(
    {
      ...directory,
      addresses: [participant.address],
      tlsKey: tls.publicKey,
      territory,
      authorities,
      ...(participant.contacts ? { contacts: [...participant.contacts] } : {}),
      keys,
      disowned: [],
    },
    root,
  );
}

function makeKey(
  path: string,
  participant: string,
  use: 'record' | 'log' | 'witness' | 'transport',
  authority?: string,
): DirectoryKey {
  writeSecret(path, newSeed());
  const { publicKey } = signingKeyFrom(readFileSync(path, 'utf8').trim());
  return {
    kid: kidOf(participant, publicKey),
    use,
    alg: 'Ed25519',
    publicKey,
    realm: 'live',
    ...(authority ? { authority } : {}),
    from: { log: 1, index: 0 },
  };
}

function makeWrapKey(path: string, participant: string, authority: string): DirectoryKey {
  writeSecret(path, newWrapSecret());
  const { publicKey } = wrapKeyFrom(readSecret(path));
  return {
    kid: kidOf(participant, publicKey),
    use: 'wrap',
    alg: 'X25519',
    publicKey,
    realm: 'live',
    authority,
    from: { log: 1, index: 0 },
  };
}
