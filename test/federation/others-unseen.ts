import { parseCheckpoint, parseNote } from '@tamga/log';

// What of an answer may differ between two worlds: size and hashes of logs, places in them, and what is drawn by lot. All else,
// lengths and order included, is left as it is.

/** Bytes in base64url are replaced by their number; a UUID by its form. */
const masked = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/[A-Za-z0-9_-]{22,}/g, (run) => `<${run.length}>`);

/** A note without size, root and signatures; who signed it and what it says besides stays. */
function withoutSize(note: string): unknown {
  const { text, signatures } = parseNote(note);
  const { origin, extensions } = parseCheckpoint(text);
  return masked(
    JSON.stringify([origin, extensions, signatures.map(({ name, signature }) => [name, signature.length])]),
  );
}

/** A JWS by its header and payload as text, so that every member's length is compared. */
const withoutSeal = (jws: string): string[] =>
  jws.split('.').map((part, i) => masked(i < 2 ? Buffer.from(part, 'base64url').toString() : part));

function line(text: string): unknown {
  const value = JSON.parse(text) as Record<string, unknown>;
  const { jws, index: _, proof: __, checkpoint, consistency: ___, gossip, ...rest } = value;
  return {
    members: Object.keys(value),
    rest: masked(JSON.stringify(rest)),
    ...(typeof jws === 'string' ? { jws: withoutSeal(jws) } : {}),
    ...(typeof checkpoint === 'string' ? { checkpoint: withoutSize(checkpoint) } : {}),
    ...(Array.isArray(gossip) ? { gossip: gossip.map((note: string) => withoutSize(note)) } : {}),
  };
}

/** What is held of the asker's own log: how many notes, and in what form; places in it are drawn by lot. */
function held(body: string): unknown {
  type Held = { notes: string[]; leaves: { checkpoint: string }[] };
  const { notes, leaves, ...rest } = JSON.parse(body) as Held;
  const forms = leaves.map(({ checkpoint, ...leaf }) => JSON.stringify([Object.keys(leaf), withoutSize(checkpoint)]));
  return { notes: notes.map(withoutSize), leaves: [...new Set(forms)], rest };
}

/** An answer as far as it must be the same in both worlds. Lengths of errors stay as they are. */
export function unseen({
  ask,
  status,
  headers,
  body,
}: {
  ask: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}): unknown {
  const asked = masked(ask);
  const { 'content-length': length, ...rest } = headers;
  const outer = { asked, status, headers: masked(JSON.stringify(rest)) };
  if (status !== 200) return { ...outer, length, bytes: masked(body).length, body: masked(body) };
  if (headers['content-type']?.startsWith('application/x-ndjson'))
    return { ...outer, lines: body.trimEnd().split('\n').map(line) };
  if (asked.includes(' checkpoint')) return { ...outer, note: withoutSize(body) };
  if (asked.includes(' head')) return { ...outer, note: withoutSize(body) };
  if (asked.includes(' held')) return { ...outer, held: held(body) };
  if (asked.includes(' blobs/')) return { ...outer, length };
  if (asked.includes(' tile/')) return { ...outer, bytes: body.length > 0 };
  return { ...outer, body: body.split('.').length > 3 ? withoutSeals(body) : masked(body) };
}

const withoutSeals = (body: string): string =>
  masked(body.replaceAll(/[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, (jws) => withoutSeal(jws).join('.')));
