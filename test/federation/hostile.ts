import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { appendToTiles, createProver, ed25519Signer, formatCheckpoint, hashLeaf, signNote } from '@tamga/log';
import { sql } from 'kysely';
import { homeFiles } from '#features/alliance/actions.ts';
import { kidOf } from '#features/alliance/directory.ts';
import { logOrigin } from '#features/alliance/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import type { Net } from './nodes.ts';

/** A sealed record as its maker hands it over; nothing of it needs to be right. */
export type Sealed = { ref: string; jws: string; body: string; bodyKey: string; digest: Buffer };
export type Line = { seq: number; jws: string; index: number; body: string; bodyKey: string; proof: string };
/** A record in a feed, and what is done to its line before it is sent. */
export type Sent = Sealed | (Sealed & { change: (line: Line) => object | string | Buffer });

export type Sealing = {
  /** Whose key seals, and which of its keys. */
  by?: string;
  keyName?: string;
  header?: object;
  /** Members of the envelope that are otherwise than in an honest one; undefined leaves one out. */
  envelope?: object;
  body?: unknown;
  bodyText?: string;
  /** Another way to write header or payload, before it is signed. */
  spell?: (part: 'header' | 'payload', json: string) => string;
};

export type Hostile = {
  code: string;
  key(name: string, of?: string): { kid: string; key: SigningKey };
  seal(sealing?: Sealing): Sealed;
  /** Lets these go to the victim, as a release does. */
  release(records: readonly Sealed[], sealing?: Sealing): Sealed;
  recall(records: readonly Pick<Sealed, 'ref' | 'digest'>[], sealing?: Sealing): Sealed;
  /** Serves this page in its feed, and lets the victim pull it. */
  offer(...sent: Sent[]): Promise<void>;
  /** As `offer`, with a page whose last line, or all of it, is changed. */
  offerPage(
    sent: readonly Sent[],
    change: { last?: (last: object) => object; page?: (page: Buffer) => Buffer },
  ): Promise<void>;
  /** Puts leaves into its log without a word about them. */
  pad(count: number): void;
  /** Puts this into its log as a leaf, whatever it is, and gives its index. */
  put(leaf: Buffer): number;
  /** The proof of a leaf in its log as it was at a size. */
  prove(index: number, size: number): Promise<string>;
};

const handling = {
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  marking: { tlp: 'AMBER', base: 'unclassified' },
  retainUntil: '2031-05-13',
};

export const newRef = (code: string): string => {
  const uuid = randomUUID();
  return `${code}/${uuid.slice(0, 14)}7${uuid.slice(15)}`;
};

/** One who has all keys of a participant, and a log of its own making behind the address of the participant's node. */
export function becomeHostile(net: Net, code: string, victim: string, logKeyName = 'log'): Hostile {
  const { alliance } = net.node(victim).deps.self;
  const leaves: Buffer[] = [randomBytes(32)];

  const key: Hostile['key'] = (name, of = code) => {
    const signing = signingKeyFrom(readSecret(homeFiles(`${net.home}/${of}`).key(name)));
    return { kid: kidOf(of, signing.publicKey), key: signing };
  };

  const seal: Hostile['seal'] = ({
    by = code,
    keyName = 'record-cyber',
    header,
    envelope,
    body,
    bodyText,
    spell = plain,
  } = {}) => {
    const { kid, key: signing } = key(keyName, by);
    const text = bodyText ?? JSON.stringify(body ?? { hosts: 7, asOf: '2030-05-13T05:00:00Z' });
    const bodyKey = randomBytes(32);
    const ref = newRef(by);
    const honest = {
      ref,
      alliance: alliance.id,
      profile: 1,
      realm: 'live',
      kind: 'incident.count',
      v: 1,
      author: `${by}/cyber`,
      officers: [`${by}/cyber/o-1`],
      issuedAt: net.clock.now.toISOString(),
      ...handling,
      case: ref,
      bodyHash: createHmac('sha256', bodyKey).update(text).digest('base64url'),
    };
    const payload = { ...honest, ...envelope };
    const head = spell('header', JSON.stringify({ alg: 'Ed25519', kid, typ: 'tamga+jws', ...header }));
    const input = `${head}.${spell('payload', JSON.stringify(payload))}`;
    const jws = `${input}.${toBase64url(signing.sign(Buffer.from(input, 'latin1')))}`;
    return { ref: payload.ref, jws, body: text, bodyKey: toBase64url(bodyKey), digest: sha256(jws) };
  };

  const control = (kind: string, body: object, sealing: Sealing = {}): Sealed => {
    const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };
    return seal({ body, ...sealing, envelope: { kind, to: victim, ...bare, ...sealing.envelope } });
  };
  const items = (records: readonly Pick<Sealed, 'ref' | 'digest'>[]) =>
    records.map(({ ref, digest }) => ({ ref, digest: toBase64url(digest) }));

  async function tree(size = leaves.length) {
    const tiles = new Map<string, Uint8Array>();
    const appended = await appendToTiles(
      0,
      leaves.map((leaf) => hashLeaf(leaf)),
      () => new Uint8Array(),
    );
    for (const { level, index, bytes } of appended.tiles) tiles.set(`${level}/${index}`, bytes);
    const readTile = (level: number, index: number, width: number): Uint8Array =>
      (tiles.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, width * 32);
    return { root: appended.root, prover: createProver(size, readTile) };
  }

  async function checkpoint(root: Uint8Array): Promise<string> {
    const { key: signing } = key(logKeyName);
    const origin = logOrigin(alliance.id, code);
    const { directory, digest } = alliance.directories.get(code)!;
    const extensions = [`tamga-directory ${directory.number} ${digest}`];
    const signer = ed25519Signer(origin, Buffer.from(signing.publicKey, 'base64url'), (message) =>
      signing.sign(message),
    );
    return signNote(formatCheckpoint({ origin, size: leaves.length, root, extensions }), [signer]);
  }

  const offerPage: Hostile['offerPage'] = async (sent, { last = same, page = same }) => {
    const first = leaves.length;
    leaves.push(...sent.map((record) => record.digest));
    const { root, prover } = await tree();
    const { rows } = await sql<{ seq: number; size: number }>`
      select seq, checkpoint_size as size from peer where participant = ${code}`.execute(net.node(victim).deps.db);
    const { seq, size } = rows[0] ?? { seq: 0, size: 0 };
    const lines: (string | Buffer)[] = [];
    for (const [i, record] of sent.entries()) {
      const proof = join(await prover.inclusion(first + i));
      const { jws, body, bodyKey } = record;
      const line: Line = { seq: seq + i + 1, jws, index: first + i, body, bodyKey, proof };
      const changed = 'change' in record ? record.change(line) : line;
      lines.push(typeof changed === 'string' || Buffer.isBuffer(changed) ? changed : JSON.stringify(changed));
    }
    const consistency = size > 0 && size <= leaves.length ? join(await prover.consistency(size)) : '';
    lines.push(JSON.stringify(last({ checkpoint: await checkpoint(root), consistency, gossip: [], more: false })));
    const bytes = page(Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
    net.tamper((from, path, body) => (from === code && path.endsWith('/feed') ? bytes : body));
    try {
      await net.node(victim).pull(code);
    } finally {
      net.tamper(undefined);
    }
  };

  return {
    code,
    key,
    seal,
    release: (records, sealing) => control('release', { records: items(records) }, sealing),
    recall: (records, sealing) => control('recall', { records: items(records), reason: 'a reason' }, sealing),
    offer: (...sent) => offerPage(sent, {}),
    offerPage,
    put: (leaf) => leaves.push(leaf) - 1,
    prove: async (index, size) => join(await (await tree(size)).prover.inclusion(index)),
    pad: (count) => leaves.push(...Array.from({ length: count }, () => randomBytes(32))),
  };
}

const plain = (_: string, json: string): string => toBase64url(Buffer.from(json));
const same = <T>(value: T): T => value;
const join = (hashes: readonly Uint8Array[]): string => toBase64url(Buffer.concat(hashes));
