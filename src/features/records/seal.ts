import { JsonError, parseStrictJson } from '@tamga/json';
import { equalBytes, fromBase64url, hmacSha256, sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { verifyAsync } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompactAsync } from '#platform/keys/jws.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { approvalsSchema } from '#features/approvals/model.ts';
import type { Approval } from '#features/approvals/model.ts';
import { faultOfAssertion } from './verify/assertion.ts';
import { envelopeSchema, maxBodyBytes, maxEnvelopeBytes } from './model.ts';
import type { Deps, Draft, Envelope, SealedRecord } from './model.ts';

export const recordType = 'tamga+jws';

/** A record whose bytes stand and which is not sealed yet: what officers approve. */
export type Prepared = { envelope: Envelope; payload: Buffer; body: Buffer; bodyKey: Buffer; content: unknown };

/** Seals a draft with the authority's record key: the bytes made here are the bytes for ever. */
export const sealRecord = async (
  draft: Draft,
  deps: Pick<Deps, 'self' | 'now' | 'randomBytes'>,
): Promise<SealedRecord> => sealPrepared(prepareRecord(draft, deps), [], deps);

/** Makes the bytes of envelope and body. Errors: forbidden, too-large, malformed. */
export function prepareRecord(draft: Draft, deps: Pick<Deps, 'self' | 'now' | 'randomBytes'>): Prepared {
  const { self } = deps;
  recordKeyOf(draft.author, deps);
  const now = deps.now();
  const body = Buffer.from(draft.bodyText ?? Buffer.from(JSON.stringify(draft.body)));
  if (body.length > maxBodyBytes)
    throw new TamgaError('too-large', `the body has ${body.length} bytes; ${maxBodyBytes} is the limit`);
  if (draft.bodyText === undefined) checkReadable(body);
  const bodyKey = Buffer.from(deps.randomBytes(32));
  const { kind, author, officers, body: content, bodyText: _, ref, ...rest } = draft;
  const envelope: Envelope = {
    ref: ref ?? `${self.code}/${newUuidV7(now.getTime(), deps.randomBytes)}`,
    alliance: self.alliance.id,
    profile: self.alliance.profile.number,
    realm: 'live',
    kind,
    v: 1,
    author,
    officers: [...officers],
    issuedAt: now.toISOString(),
    ...rest,
    bodyHash: toBase64url(hmacSha256(bodyKey, body)),
  };
  const payload = Buffer.from(JSON.stringify(envelopeSchema.parse(envelope)));
  if (payload.length > maxEnvelopeBytes)
    throw new TamgaError('too-large', `the envelope has ${payload.length} bytes; ${maxEnvelopeBytes} is the limit`);
  return { envelope, payload, body, bodyKey, content };
}

/** Seals prepared bytes, with the approvals that the kind asks for. Errors: forbidden. */
export async function sealPrepared(
  { envelope, payload, body, bodyKey, content }: Prepared,
  approvals: readonly Approval[],
  deps: Pick<Deps, 'self'>,
): Promise<SealedRecord> {
  const key = recordKeyOf(envelope.author, deps);
  const besides = approvals.length > 0 ? { approvals } : {};
  const jws = await signCompactAsync(recordType, key.kid, payload, key.key, besides);
  return { jws, digest: sha256(jws), envelope, body, bodyKey, content };
}

function recordKeyOf(author: string, { self }: Pick<Deps, 'self'>) {
  const key = self.keys.recordKeys.get(author);
  if (!key) throw new TamgaError('forbidden', `this node holds no record key of ${author}`);
  return key;
}

/** What every other node would refuse is refused before it is sealed. */
function checkReadable(body: Uint8Array): void {
  try {
    readBody(body);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new TamgaError('malformed', `body: ${error.message}`, { cause: error });
  }
}

export type Opened =
  | { ok: true; envelope: Envelope; digest: Buffer; kid: string }
  | { ok: false; code: string; why: string; ref?: string };

/**
 * Verifies a seal over the bytes received and reads the envelope (design 4, "encoding is strict").
 * Codes: encoding, too-large, unknown-key, key-use, seal, envelope, author, ref, alliance, realm, approval.
 */
export async function openSeal(jws: string, alliance: Alliance): Promise<Opened> {
  try {
    const compact = parseCompact(jws, maxEnvelopeBytes);
    const { kid, approvals } = readHeader(compact.header);
    const key = alliance.keys.get(kid);
    if (!key) return no('unknown-key', `no directory names the key ${kid.slice(0, 60)}`);
    if (key.use !== 'record') return no('key-use', `${kid} is a ${key.use} key, not a record key`);
    if (!(await verifyAsync(key.keyObject, compact.signingInput, compact.signature)))
      return no('seal', 'the signature does not fit these bytes');
    const value = parseStrictJson(compact.payload, { maxBytes: maxEnvelopeBytes, maxDepth: 8, maxValues: 4_000 });
    const parsed = envelopeSchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return no('envelope', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
    }
    const envelope = parsed.data;
    if (envelope.alliance !== alliance.id) return no('alliance', `sealed for ${envelope.alliance}`, envelope.ref);
    if (envelope.author !== key.authority)
      return no('author', `${envelope.author} is not the authority of the key`, envelope.ref);
    if (!envelope.ref.startsWith(`${key.participant}/`))
      return no('ref', `the ref is not of ${key.participant}`, envelope.ref);
    if ((envelope.realm === 'live') !== (key.realm === 'live'))
      return no('realm', `a key of realm ${key.realm} sealed ${envelope.realm}`, envelope.ref);
    for (const approval of approvals) {
      const fault = await faultOfAssertion(approval, new Uint8Array(compact.payload));
      if (fault !== null) return no('approval', `${approval.officer}: ${fault}`, envelope.ref);
    }
    return { ok: true, envelope, digest: sha256(jws), kid };
  } catch (error) {
    const code = error instanceof TamgaError ? error.code : 'encoding';
    return no(code, messageOf(error));
  }
}

/** Who sealed, and who approved; nothing else may stand in the header. */
function readHeader({ approvals, ...rest }: Record<string, unknown>): { kid: string; approvals: Approval[] } {
  const kid = headerKid(rest, recordType);
  if (approvals === undefined) return { kid, approvals: [] };
  const parsed = approvalsSchema.safeParse(approvals);
  if (parsed.success) return { kid, approvals: parsed.data };
  const issue = parsed.error.issues[0];
  throw new TamgaError('encoding', `approvals.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
}

const no = (code: string, why: string, ref?: string): Opened => ({
  ok: false,
  code,
  why: why.slice(0, 300),
  ...(ref ? { ref } : {}),
});

/** The body that belongs to an envelope: its HMAC under the body key is the envelope's bodyHash. */
export function checkBody(envelope: Envelope, body: Uint8Array, bodyKey: Uint8Array): boolean {
  if (bodyKey.length !== 32 || body.length > maxBodyBytes) return false;
  return equalBytes(hmacSha256(bodyKey, body), fromBase64url(envelope.bodyHash, 'bodyHash', 32));
}

export const readBody = (body: Uint8Array): unknown =>
  parseStrictJson(body, { maxBytes: maxBodyBytes, maxDepth: 80, maxValues: 1_000_000, numbers: 'safe' });

/** Who approved a sealed record, whose seal holds. */
export const approvalsOf = (jws: string): Approval[] => headerOf(jws.slice(0, jws.indexOf('.'))).approvals ?? [];

/** What each approver's passkey signed: SHA-256 of the envelope's bytes, as `faultOfAssertion` computes it. The seal held. */
export const signedDigestOf = (jws: string): Buffer => sha256(Buffer.from(jws.split('.', 2)[1] ?? '', 'base64url'));

/** The key that a stored seal names, from its header; the seal held when it was stored. */
export const kidOfSeal = (header: string): string => headerOf(header).kid;

const headerOf = (header: string): { kid: string; approvals?: Approval[] } =>
  JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string; approvals?: Approval[] };

/** Reads the envelope of a stored JWS, whose seal held when it was stored. */
export const openEnvelope = (jws: string): Envelope =>
  JSON.parse(Buffer.from(jws.split('.', 2)[1] ?? '', 'base64url').toString()) as Envelope;
