import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';

// Made with Node's own cryptography and nothing of the program that is tested: a vector must not be its own judge.

export type Key = { kid: string; publicKey: string; seed: string; sign(message: Uint8Array): Buffer };

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
export const base64url = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');
export const digestOf = (data: string | Uint8Array): string => base64url(sha256(data));
export const hmac = (key: Uint8Array, data: string): string =>
  createHmac('sha256', key).update(data).digest('base64url');
/** 32 bytes that follow from a name. */
export const seeded = (name: string): Buffer => sha256(`tamga vectors: ${name}`);

const pkcs8 = (algorithm: string): Buffer => Buffer.from(`302e020100300506032b65${algorithm}04220420`, 'hex');

/** An Ed25519 key (or, for `wrap`, X25519) of a participant, from a seed that follows from its name. */
export function keyOf(participant: string, name: string): Key {
  const seed = seeded(`${participant}/${name}`);
  const algorithm = name.startsWith('wrap') ? '6e' : '70';
  const key = createPrivateKey({ key: Buffer.concat([pkcs8(algorithm), seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const kid = `${participant}/${digestOf(raw).slice(0, 22)}`;
  return { kid, publicKey: base64url(raw), seed: base64url(seed), sign: (message) => sign(null, message, key) };
}

/** Compact JWS over a payload that is text already. `header` replaces members of the honest header. */
export function jws(typ: string, payload: string, key: Key, header: object = {}): string {
  const input = `${base64url(JSON.stringify({ alg: 'Ed25519', kid: key.kid, typ, ...header }))}.${base64url(payload)}`;
  return `${input}.${base64url(key.sign(Buffer.from(input)))}`;
}

// RFC 9162 §2.1, by the book: recursive, over all leaves.

const hashLeaf = (data: Uint8Array): Buffer => sha256(Buffer.concat([Buffer.from([0]), data]));
const hashNode = (left: Uint8Array, right: Uint8Array): Buffer =>
  sha256(Buffer.concat([Buffer.from([1]), left, right]));
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return hashLeaf(leaves[0]!);
  const k = split(leaves.length);
  return hashNode(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** From the leaf upwards (§2.1.3.1). */
export function inclusion(index: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  if (index < k) return [...inclusion(index, leaves.slice(0, k)), rootOf(leaves.slice(k))];
  return [...inclusion(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

/** §2.1.4.1 */
export function consistency(size: number, leaves: readonly Uint8Array[]): Buffer[] {
  return size === leaves.length ? [] : subproof(size, leaves, true);
}

function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Buffer[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = split(leaves.length);
  if (m <= k) return [...subproof(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}

export const joined = (hashes: readonly Uint8Array[]): string => base64url(Buffer.concat(hashes));
export const listed = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'));
export { hashLeaf };

/** A signature line of a witness (C2SP tlog-cosignature, type 4) at this POSIX time. */
export function cosignature(text: string, name: string, key: Key, seconds: number): string {
  const raw = Buffer.from(key.publicKey, 'base64url');
  const keyId = sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([4]), raw])).subarray(0, 4);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signed = key.sign(Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`));
  return `\u2014 ${name} ${Buffer.concat([keyId, time, signed]).toString('base64')}\n`;
}

/** A signed note (C2SP signed-note) with one Ed25519 signature under this name. */
export function note(text: string, name: string, key: Key): string {
  const raw = Buffer.from(key.publicKey, 'base64url');
  const keyId = sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([1]), raw])).subarray(0, 4);
  return `${text}\n\u2014 ${name} ${Buffer.concat([keyId, key.sign(Buffer.from(text))]).toString('base64')}\n`;
}
