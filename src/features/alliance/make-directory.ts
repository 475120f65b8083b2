import { existsSync } from 'node:fs';
import { TamgaError } from '#platform/errors.ts';
import { newSeed, signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { writeSecret } from '#platform/keys/key-file.ts';
import { newWrapSecret, wrapKeyFrom } from '#platform/keys/wrap-key.ts';
import { judgeDirectoryChange, rootFor } from './change-rules.ts';
import { checkAuthorities, checkContacts, directorySchema, kidOf, sealDirectory } from './directory.ts';
import type { Contact, Directory, DirectoryKey } from './directory.ts';
import { files, keyName } from './home.ts';
import { currentLog } from './model.ts';
import type { Alliance } from './model.ts';
import { makeTlsIdentity } from './tls.ts';

export type Use = DirectoryKey['use'];

/** What the next directory changes. Log indexes are those of the participant's own log (`tamga alliance` shows its size). */
export type DirectoryChange = {
  /** Keys to replace: the new one begins at `at`, the old one ends `overlap` places later; a log key at that size, by default. */
  rotate?: readonly { use: Use | 'tls'; authority?: string }[];
  at?: number;
  overlap?: number;
  /** The former TLS key is accepted no longer. */
  endTls?: boolean;
  /** Keys that end at a place, the last one that is theirs. */
  end?: readonly { kid: string; index: number }[];
  disown?: readonly {
    kid: string;
    from: number;
    to: number;
    /** Another log than the one that goes on. */ log?: number;
  }[];
  addAddress?: readonly string[];
  removeAddress?: readonly string[];
  /** Authorities with their last day, and which other one takes their place. */
  endAuthority?: readonly { code: string; day: string; successor?: string }[];
  /** The contact points, in place of all that were named. */
  contacts?: readonly Contact[];
  /** New authorities, with a record key and a wrap key each. */
  addAuthority?: readonly { code: string; name: string }[];
  /** What authorities are called in another language. */
  nameAuthority?: readonly { code: string; language: string; name: string }[];
};

/**
 * The participant's next directory, sealed by its root key; new private keys are written into the node's folder under the
 * new number, where the node finds them once it has taken the directory on. Errors: malformed, not-found, keys, conflict.
 */
export async function makeDirectory(
  home: string,
  alliance: Alliance,
  participant: string,
  root: SigningKey,
  change: DirectoryChange,
  now: Date,
): Promise<string> {
  const held = alliance.directories.get(participant);
  if (!held) throw new TamgaError('not-found', `no directory of ${participant} is held in ${home}`);
  const number = held.directory.number + 1;
  if (rootFor(alliance.profiles, participant, number) !== root.publicKey)
    throw new TamgaError('keys', `this is not the root key that seals directory ${number} of ${participant}`);
  const next: Directory = {
    ...structuredClone(held.directory),
    number,
    previous: held.digest,
    issuedAt: now.toISOString(),
  };
  const fresh = applyChange(home, next, change, currentLog(alliance, participant));
  if (change.contacts) next.contacts = [...change.contacts];
  if (change.endTls) endTls(next);
  if (change.rotate?.some(({ use }) => use === 'tls'))
    fresh.push(await rotateTls(home, next, change.overlap ?? 1, now));
  const parsed = directorySchema.parse(next);
  checkAuthorities(parsed);
  checkContacts(parsed);
  const verdict = judgeDirectoryChange(held, parsed);
  if (!verdict.ok) throw new TamgaError('keys', verdict.why, { detail: { code: verdict.code } });
  const jws = sealDirectory(parsed, root);
  for (const { path, seed } of fresh) writeSecret(path, seed);
  return jws;
}

type Fresh = { path: string; seed: string };

function applyChange(home: string, next: Directory, change: DirectoryChange, log: number): Fresh[] {
  const { at, overlap } = change;
  const rotate = (change.rotate ?? []).flatMap(({ use, ...rest }) => (use === 'tls' ? [] : [{ use, ...rest }]));
  if (rotate.length > 0 && at === undefined)
    throw new TamgaError('malformed', 'say at which log index the new keys begin: the size that tamga alliance shows');
  const fresh = rotate.map(({ use, authority }) =>
    rotateKey(home, next, use, authority, { log, index: at ?? 0 }, overlap),
  );
  for (const { code, name } of change.addAuthority ?? []) {
    next.authorities.push({ code, name });
    const from = { log, index: at ?? 0 };
    fresh.push(addKey(home, next, 'record', code, from), addKey(home, next, 'wrap', code, from));
  }
  const find = (code: string) => {
    const authority = next.authorities.find((one) => one.code === code);
    if (!authority) throw new TamgaError('not-found', `${next.participant} has no authority ${code}`);
    return authority;
  };
  for (const { code, language, name } of change.nameAuthority ?? []) {
    const authority = find(code);
    authority.names = { ...authority.names, [language]: name };
  }
  for (const { code, day, successor } of change.endAuthority ?? []) {
    const authority = find(code);
    authority.to = day;
    if (successor !== undefined) authority.successor = successor;
  }
  for (const { kid, index } of change.end ?? []) findKey(next, kid).to = { log, index };
  for (const { kid, from, to, log: of = log } of change.disown ?? []) {
    if (to < from) throw new TamgaError('malformed', `a range ends before it begins: ${from} to ${to}`);
    next.disowned.push({ kid: findKey(next, kid).kid, from: { log: of, index: from }, to: { log: of, index: to } });
  }
  const removed = new Set(change.removeAddress);
  next.addresses = [...next.addresses, ...(change.addAddress ?? [])].filter((address) => !removed.delete(address));
  for (const address of removed) throw new TamgaError('not-found', `${address} is no address of ${next.participant}`);
  return fresh;
}

/** The old key goes on being accepted until a directory without it; at once not, where there is no overlap. */
async function rotateTls(home: string, next: Directory, overlap: number, now: Date): Promise<Fresh> {
  const path = files(home).tlsKey(next.number);
  if (existsSync(path)) throw new TamgaError('conflict', `${path} is there already: it may be in use`);
  const { keyPem, certPem, publicKey } = await makeTlsIdentity(next.participant, now);
  if (overlap > 0) next.formerTlsKey = next.tlsKey;
  else delete next.formerTlsKey;
  next.tlsKey = publicKey;
  return { path, seed: `${keyPem}${certPem}` };
}

function endTls(next: Directory): void {
  if (next.formerTlsKey === undefined)
    throw new TamgaError('not-found', `${next.participant}'s directory names no former TLS key`);
  delete next.formerTlsKey;
}

function rotateKey(
  home: string,
  next: Directory,
  use: Use,
  authority: string | undefined,
  at: DirectoryKey['from'],
  overlap = use === 'log' ? 0 : 65_536,
): Fresh {
  const old = next.keys.findLast(
    (key) => key.use === use && key.authority === authority && key.realm === 'live' && key.to === undefined,
  );
  if (!old)
    throw new TamgaError('not-found', `${next.participant} has no current key for ${use} ${authority ?? ''}`.trim());
  // The last leaf of a log key's is that of the size at which the next one begins: what both may sign, a thief may sign.
  const begun = old.from.log === at.log ? old.from.index : 0;
  const last = use === 'log' ? Math.max(begun, at.index - 1) : at.index;
  old.to = { ...at, index: last + overlap };
  return addKey(home, next, use, authority, at);
}

function addKey(
  home: string,
  next: Directory,
  use: Use,
  authority: string | undefined,
  from: DirectoryKey['from'],
): Fresh {
  const path = files(home).key(keyName(use, authority), next.number);
  if (existsSync(path)) throw new TamgaError('conflict', `${path} is there already: it may be in use`);
  const isWrap = use === 'wrap';
  const seed = isWrap ? newWrapSecret() : newSeed();
  const { publicKey } = isWrap ? wrapKeyFrom(seed) : signingKeyFrom(seed);
  const key: DirectoryKey = {
    kid: kidOf(next.participant, publicKey),
    use,
    alg: isWrap ? 'X25519' : 'Ed25519',
    publicKey,
    realm: 'live',
    from,
  };
  next.keys.push(authority === undefined ? key : { ...key, authority });
  return { path, seed };
}

function findKey(next: Directory, kid: string): DirectoryKey {
  const key = next.keys.find((one) => one.kid === kid);
  if (!key) throw new TamgaError('not-found', `${next.participant}'s directory names no key ${kid}`);
  return key;
}
