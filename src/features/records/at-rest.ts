import type { Self } from '#features/alliance/model.ts';
import { decryptBound, encryptBound, nonceBytes } from '#platform/keys/aead.ts';
import { hmacSha256 } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { WrapKey } from '#platform/keys/wrap-key.ts';
import type { Deps, Readers, SealedRecord } from './model.ts';

/** A body as the database holds it, with its key wrapped once for each reader. */
export type StoredBody = { body: Buffer; wrappedKeys: Buffer; readers: Readers };
/** What is read of a row to open its body. */
export type BodyRow = { digest: Buffer; body: Buffer | null; wrappedKeys: Buffer | null; readers: Readers };

export type OpenedBody =
  | { ok: true; body: Buffer; bodyKey: Buffer }
  /** `destroyed`; `no-key`: this node holds no wrap key for it; `broken`: what is stored is not what was stored. */
  | { ok: false; code: 'destroyed' | 'no-key' | 'broken' };

const keyBytes = 32;
const idBytes = 8;
/** One reader's part of `wrapped_keys`: id of the wrapping key, nonce, wrapped key with its tag. */
const entryBytes = idBytes + nonceBytes + keyBytes + 16;
/** A body's key encrypts one text only, so that its nonce may be fixed (NIST SP 800-38D §8.2). */
const onlyNonce = Buffer.alloc(nonceBytes);
const bodyLabel = Buffer.from('tamga body 1');
const keyLabel = Buffer.from('tamga body key 1');

const boundTo = (digest: Uint8Array): Buffer => Buffer.concat([bodyLabel, digest]);
const keyBoundTo = (digest: Uint8Array, reader: string): Buffer =>
  Buffer.concat([keyLabel, digest, Buffer.from(reader)]);

/**
 * Encrypts body and body key under a key of their own, wrapped for each reader: the authorities named, or all of this
 * participant. Both are bound to the record's digest, the wrapped key to its reader too, so that nobody who can write to
 * the database can move them to another row or another reader. Errors: keys, when a reader's wrap key is not here.
 */
export function encryptBody(
  record: Pick<SealedRecord, 'digest' | 'body' | 'bodyKey' | 'readers'>,
  deps: Pick<Deps, 'self' | 'randomBytes'>,
): StoredBody | null {
  if (record.body === null || record.bodyKey === null) return null;
  const readers = record.readers ?? null;
  const key = deps.randomBytes(keyBytes);
  const text = Buffer.concat([record.bodyKey, record.body]);
  const wrap = (reader: string): Buffer => wrapKey(key, reader, record.digest, deps);
  return {
    body: encryptBound(key, onlyNonce, text, boundTo(record.digest)),
    wrappedKeys: readers === null ? wrap(deps.self.code) : Buffer.concat(readers.map(wrap)),
    readers,
  };
}

function wrapKey(
  key: Uint8Array,
  reader: string,
  digest: Buffer,
  { self, randomBytes }: Pick<Deps, 'self' | 'randomBytes'>,
): Buffer {
  const by = self.keys.wrap.get(reader);
  if (!by) throw new TamgaError('keys', `this node holds no wrap key of ${reader}`);
  const nonce = randomBytes(nonceBytes);
  return Buffer.concat([by.id, nonce, encryptBound(by.storing, nonce, key, keyBoundTo(digest, reader))]);
}

/** Opens a stored body with whichever of its readers' wrap keys this node holds. */
export function decryptBody(row: BodyRow, self: Self): OpenedBody {
  if (row.body === null) return { ok: false, code: 'destroyed' };
  const key = unwrapKey(row, self);
  if (typeof key === 'string') return { ok: false, code: key };
  const text = decryptBound(key, onlyNonce, row.body, boundTo(row.digest));
  if (!text || text.length < keyBytes) return { ok: false, code: 'broken' };
  return { ok: true, bodyKey: text.subarray(0, keyBytes), body: text.subarray(keyBytes) };
}

function unwrapKey({ digest, wrappedKeys, readers }: Omit<BodyRow, 'body'>, self: Self): Buffer | 'no-key' | 'broken' {
  const names = readers ?? [self.code];
  if (wrappedKeys?.length !== names.length * entryBytes) return 'broken';
  let held = false;
  for (const [i, reader] of names.entries()) {
    const entry = wrappedKeys.subarray(i * entryBytes, (i + 1) * entryBytes);
    const by = findWrapKey(self, entry.subarray(0, idBytes));
    if (!by) continue;
    held = true;
    const nonce = entry.subarray(idBytes, idBytes + nonceBytes);
    const key = decryptBound(by.storing, nonce, entry.subarray(idBytes + nonceBytes), keyBoundTo(digest, reader));
    if (key) return key;
  }
  return held ? 'broken' : 'no-key';
}

const findWrapKey = (self: Self, id: Buffer): WrapKey | undefined =>
  self.keys.wrapKeys.find((key) => key.id.equals(id));

/**
 * The wrapped keys of a body with each entry under its reader's present key, for whoever still has a former one. Null where
 * nothing is to be changed; `no-key` and `broken` as in opening.
 */
export function renewWrapping(
  row: Omit<BodyRow, 'body'>,
  deps: Pick<Deps, 'self' | 'randomBytes'>,
): Buffer | 'no-key' | 'broken' | null {
  const names = row.readers ?? [deps.self.code];
  const entries = names.map((_, i) => row.wrappedKeys?.subarray(i * entryBytes, (i + 1) * entryBytes));
  const isOld = entries.map((entry, i) => {
    const by = deps.self.keys.wrap.get(names[i] ?? '');
    return by !== undefined && entry !== undefined && !by.id.equals(entry.subarray(0, idBytes));
  });
  if (!isOld.includes(true)) return null;
  const key = unwrapKey(row, deps.self);
  if (typeof key === 'string') return key;
  const renewed = entries.map((entry, i) => (isOld[i] ? wrapKey(key, names[i] ?? '', row.digest, deps) : entry!));
  return Buffer.concat(renewed);
}

/** The same body for further readers: its key is wrapped for them too, the body stays as it is. Undefined when it does not open. */
export function rewrapBody(
  row: Omit<BodyRow, 'body'>,
  readers: Readers,
  deps: Pick<Deps, 'self' | 'randomBytes'>,
): Pick<StoredBody, 'wrappedKeys' | 'readers'> | undefined {
  const key = unwrapKey(row, deps.self);
  if (typeof key === 'string') return undefined;
  const before = row.readers ?? [deps.self.code];
  const entryOf = (reader: string): Buffer => {
    const place = before.indexOf(reader);
    if (place < 0 || !row.wrappedKeys) return wrapKey(key, reader, row.digest, deps);
    return row.wrappedKeys.subarray(place * entryBytes, (place + 1) * entryBytes);
  };
  return { readers, wrappedKeys: Buffer.concat((readers ?? [deps.self.code]).map(entryOf)) };
}

const besideLabel = Buffer.from('tamga beside body 1');
const besideKey = (key: Uint8Array): Buffer => hmacSha256(key, besideLabel);
const besideBound = (digest: Uint8Array, what: Uint8Array): Buffer => Buffer.concat([besideLabel, digest, what]);

/**
 * Encrypts a secret that whoever may open the body may have, and nobody after the body's key is destroyed. It is bound to the record
 * and to `what` it is for. Undefined where the body does not open here.
 */
export function sealBeside(
  row: BodyRow,
  what: Uint8Array,
  secret: Uint8Array,
  deps: Pick<Deps, 'self' | 'randomBytes'>,
): Buffer | undefined {
  const key = row.body === null ? 'no-key' : unwrapKey(row, deps.self);
  if (typeof key === 'string') return undefined;
  const nonce = deps.randomBytes(nonceBytes);
  return Buffer.concat([nonce, encryptBound(besideKey(key), nonce, secret, besideBound(row.digest, what))]);
}

/** Undefined where the body does not open here, or the secret was changed or moved. */
export function openBeside(row: BodyRow, what: Uint8Array, sealed: Uint8Array, self: Self): Buffer | undefined {
  const key = row.body === null ? 'no-key' : unwrapKey(row, self);
  if (typeof key === 'string') return undefined;
  const nonce = sealed.subarray(0, nonceBytes);
  return decryptBound(besideKey(key), nonce, sealed.subarray(nonceBytes), besideBound(row.digest, what));
}

const uploadLabel = Buffer.from('tamga blob upload 1');

/** Wraps a secret for all of this participant, bound to `what` it is for, while no record has it. Errors: keys. */
export function wrapForSelf(what: Uint8Array, secret: Uint8Array, deps: Pick<Deps, 'self' | 'randomBytes'>): Buffer {
  const by = deps.self.keys.wrap.get(deps.self.code);
  if (!by) throw new TamgaError('keys', `this node holds no wrap key of ${deps.self.code}`);
  const nonce = deps.randomBytes(nonceBytes);
  return Buffer.concat([by.id, nonce, encryptBound(by.storing, nonce, secret, Buffer.concat([uploadLabel, what]))]);
}

export function unwrapForSelf(what: Uint8Array, wrapped: Buffer, self: Self): Buffer | undefined {
  const by = findWrapKey(self, wrapped.subarray(0, idBytes));
  const nonce = wrapped.subarray(idBytes, idBytes + nonceBytes);
  if (!by) return undefined;
  const bound = Buffer.concat([uploadLabel, what]);
  return decryptBound(by.storing, nonce, wrapped.subarray(idBytes + nonceBytes), bound);
}
