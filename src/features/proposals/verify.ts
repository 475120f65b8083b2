import { JsonError, parseStrictJson } from '@tamga/json';
import { decodeBase64, encodeBase64, LogError } from '@tamga/log';
import { envelopeSchema, maxBodyBytes, maxEnvelopeBytes } from '#features/records/model.ts';
import type { Envelope } from '#features/records/model.ts';

// What an approver's page checks by itself, with WebCrypto alone, before a passkey is asked: a node that shows one text and has another
// one signed is found out here.

type Bytes = Uint8Array<ArrayBuffer>;

/** What a node hands to who is to approve. */
export type Offered = {
  ref: string;
  kind: string;
  author: string;
  officer: string;
  /** base64url of the exact envelope bytes. */
  payload: string;
  /** What the node says is their digest. */
  digest: string;
  body: string | null;
  bodyKey: string | null;
};

/** `payload`: no envelope can be read; `digest`: the node names another; `facts`: it is another record; `body`: it is another content. */
export type Fault = 'payload' | 'digest' | 'facts' | 'body';

/** All that is shown and signed: read from the very bytes, never from what stands beside them. */
export type Checked = {
  envelope: Envelope | null;
  body: string | null;
  /** base64url of SHA-256 over the payload, computed here: what a passkey signs. */
  digest: string;
  faults: Fault[];
};

export async function checkProposal(offered: Offered): Promise<Checked> {
  const payload = fromBase64url(offered.payload);
  const envelope = payload && readEnvelope(payload);
  const digest = toBase64url(await crypto.subtle.digest('SHA-256', payload ?? new Uint8Array()));
  if (!envelope) return { envelope: null, body: null, digest, faults: ['payload'] };
  const faults: Fault[] = [];
  if (digest !== offered.digest) faults.push('digest');
  if (!isSame(envelope, offered)) faults.push('facts');
  if (!(await fitsBody(envelope, offered))) faults.push('body');
  return { envelope, body: offered.body, digest, faults };
}

const isSame = ({ ref, kind, author, officers }: Envelope, offered: Offered): boolean =>
  ref === offered.ref && kind === offered.kind && author === offered.author && officers[0] === offered.officer;

/** Content that is not shown needs no key, and a key without content proves nothing. */
async function fitsBody({ bodyHash }: Envelope, { body, bodyKey }: Offered): Promise<boolean> {
  if (body === null) return bodyKey === null;
  const key = bodyKey === null ? null : fromBase64url(bodyKey);
  const bytes = new TextEncoder().encode(body);
  if (key?.length !== 32 || bytes.length > maxBodyBytes) return false;
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return toBase64url(await crypto.subtle.sign('HMAC', imported, bytes)) === bodyHash;
}

function readEnvelope(bytes: Bytes): Envelope | null {
  try {
    const limits = { maxBytes: maxEnvelopeBytes, maxDepth: 8, maxValues: 10_000 };
    return envelopeSchema.safeParse(parseStrictJson(bytes, limits)).data ?? null;
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

/** Canonical only (RFC 4648 §3.5, §5); null for anything else. */
function fromBase64url(text: string): Bytes | null {
  if (/[^A-Za-z0-9_-]/.test(text)) return null;
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  try {
    return new Uint8Array(decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')));
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}

const toBase64url = (bytes: ArrayBuffer): string =>
  encodeBase64(new Uint8Array(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
