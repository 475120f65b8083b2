import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonError } from '@tamga/json';
import {
  createVerifier,
  decodeBase64,
  emptyRoot,
  encodeBase64,
  hashLeaf,
  keyIdOf,
  KeyType,
  openCheckpoint,
  appendToTiles,
  verifyConsistency,
  verifyInclusion,
} from '@tamga/log';
import { describe, expect, test } from 'vitest';
import { openDirectory } from '#features/alliance/directory.ts';
import { openFirstProfile, openNextProfile } from '#features/alliance/endorsement.ts';
import type { ProfileText } from '#features/alliance/model.ts';
import { extendAlliance, openAlliance } from '#features/alliance/open-alliance.ts';
import { checkFile } from '#features/federation/check-blob.ts';
import { checkCheckpoint } from '#features/federation/checkpoint.ts';
import { splitPage } from '#features/federation/page.ts';
import { verifyLine } from '#features/federation/verify-line.ts';
import { checkFerry, splitFerry } from '#features/ferry/ferry-file.ts';
import { readContent } from '#features/ferry/ferry-network.ts';
import { paddingDigest } from '#features/log/rules.ts';
import { openSeal } from '#features/records/actions.ts';
import type { Envelope } from '#features/records/model.ts';
import { checkBody, readBody } from '#features/records/seal.ts';
import { verifyChain } from '#features/records/verify/chain.ts';
import { verifyFile } from '#features/records/verify/file.ts';
import { appendPart } from '#platform/blobs/folder.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import { kinds } from '#kinds.ts';
import { textOf, vectors } from '../../tools/vectors.ts';

// Another implementation reads test/vectors/*.json; here ours does. Verdicts in them are written by hand, bytes are made
// with Node's cryptography alone.

const folder = new URL('../vectors/', import.meta.url);
const read = <Name extends keyof typeof vectors>(name: Name): (typeof vectors)[Name] =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as (typeof vectors)[Name];

type Case = { name: string };
/** One test for each case. */
function each<C extends Case>(what: string, cases: readonly C[], check: (one: C) => Promise<void> | void): void {
  // oxlint-disable-next-line vitest/valid-title -- the title is the caller's.
  describe(what, () => {
    test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => check(one));
  });
}
const holds = (check: () => unknown): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};
const codeOf = (check: () => unknown): string | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return error.detail.code ?? error.code;
  }
};

test('the files are what the generator makes, and no other lies beside them', () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    Object.keys(vectors)
      .map((name) => `${name}.json`)
      .toSorted(),
  );
  for (const [name, value] of Object.entries(vectors))
    expect(readFileSync(new URL(`${name}.json`, folder), 'utf8') === textOf(value), name).toBe(true);
});

const { anchor, profiles, directories, id } = read('alliance');
const alliance = openAlliance({ anchor, profiles, directories });

test('the alliance of the vectors opens', () => {
  expect(alliance).toMatchObject({ id, profile: { number: 2 } });
  expect(alliance.directories.get('xa')?.directory.number).toBe(2);
});

const chains = read('profiles');
type Chain = { name: string; anchor?: string; profiles: { source: string; endorsements: string[] }[]; valid: boolean };
each('profiles', chains.cases as unknown as Chain[], async (one) => {
  const of = one.anchor ?? chains.anchor;
  const [first, ...later] = one.profiles;
  const opens = (): void => {
    let held = openFirstProfile(first!);
    if (held.digest !== of) throw new Error('another anchor');
    for (const text of later) held = openNextProfile(held, text);
  };
  const { steps } = await verifyChain(of, one.profiles);
  expect(steps.every((step) => step.outcome === 'pass')).toBe(one.valid);
  // A node takes what counts of a later profile's endorsements; whoever checks a file takes every one or none.
  if (!/an endorsement/.test(one.name)) expect(holds(opens)).toBe(one.valid);
});

const documents = read('directories');
each('directories', documents.cases, ({ jws, valid }) =>
  expect(holds(() => openDirectory(jws, documents.participant, documents.rootKey))).toBe(valid),
);

type SuccessionCase = { name: string; profile?: ProfileText; jws: string; valid: boolean };
each('successions', read('successions').cases as SuccessionCase[], ({ profile, jws, valid }) => {
  const before = extendAlliance(alliance, { profiles: profile ? [profile] : [], directories: [] }).alliance;
  expect(before.profile.number).toBe(profile ? 3 : 2);
  const after = extendAlliance(before, { profiles: [], directories: [], successions: [jws] });
  expect(after.changed).toBe(valid);
  // Whoever learned the succession before the profile ends with the same.
  const early = extendAlliance(alliance, { profiles: [], directories: [], successions: [jws] }).alliance;
  const late = extendAlliance(early, { profiles: profile ? [profile] : [], directories: [], successions: [jws] });
  expect(late.alliance.documents).toBe(after.alliance.documents);
});

type RecordCase = { name: string; jws: string; valid: boolean; code?: string; digest?: string };
each('records', read('records').cases as RecordCase[], async ({ jws, valid, code, digest }) => {
  const opened = await openSeal(jws, alliance);
  expect(opened.ok ? undefined : opened.code).toBe(code);
  expect(opened.ok).toBe(valid);
  if (digest !== undefined) expect(opened.ok && opened.digest.toString('base64url')).toBe(digest);
});

type BodyCase = { name: string; body: string; bodyKey: string; bodyHash: string; valid: boolean; code?: string };
each('bodies', read('bodies').cases as BodyCase[], ({ body, bodyKey, bodyHash, valid, code }) => {
  const bytes = Buffer.from(body);
  const fits = checkBody({ bodyHash } as Envelope, bytes, Buffer.from(bodyKey, 'base64url'));
  expect(fits).toBe(code !== 'body-hash');
  if (!fits) return;
  if (valid) readBody(bytes);
  else expect(() => readBody(bytes)).toThrow(JsonError);
});

const blobs = read('blobs');
type BlobCase = { name: string; sha256: string; size: number; file: string; valid: boolean; code?: string };
each('blobs', blobs.cases as BlobCase[], async ({ file, sha256, size, valid, code }) => {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-vectors-'));
  const name = '0'.repeat(32);
  await appendPart(dir, name, 0, Buffer.from(file, 'base64'));
  const checked = await checkFile(
    dir,
    { name, size, sha256: Buffer.from(sha256, 'base64url') },
    Buffer.from(blobs.secret, 'base64url'),
  );
  rmSync(dir, { recursive: true });
  expect(checked.ok).toBe(valid);
  if (!checked.ok) expect(checked.code).toBe(code);
  if (valid) expect(Buffer.from(file, 'base64').length, 'its length follows from the size').toBe(ageFileBytes(size));
});

each('controls', read('controls').cases, ({ kind, body, valid }) =>
  expect(kinds.get(kind)?.schema.safeParse(body).success).toBe(valid),
);

describe('log', () => {
  const { leaves, paddings, roots, leafData, inclusion, consistency } = read('log');
  test('leaf hashes', () => {
    for (const leaf of leaves) expect(encodeBase64(hashLeaf(decodeBase64(leaf.leafData)))).toBe(leaf.leafHash);
  });
  test('padding leaves', () => {
    for (const { kept, leafData: data } of paddings)
      expect(paddingDigest(Buffer.from(kept, 'base64url')).toString('base64url')).toBe(data);
  });
  test('roots', async () => {
    for (const { size, root } of roots) {
      const hashes = leafData.slice(0, size).map((leaf) => hashLeaf(decodeBase64(leaf)));
      const made = size === 0 ? emptyRoot() : (await appendToTiles(0, hashes, () => new Uint8Array())).root;
      expect(encodeBase64(made)).toBe(root);
    }
  });
  each('inclusion', inclusion, ({ index, size, leafData: leaf, root, proof, valid }) => {
    const claim = { index, size, root: decodeBase64(root), proof: proof.map(decodeBase64) };
    expect(holds(() => verifyInclusion({ ...claim, leafHash: hashLeaf(decodeBase64(leaf)) }))).toBe(valid);
  });
  type Claim = {
    name: string;
    size1: number;
    size2: number;
    root1: string;
    root2: string;
    proof: string[];
    valid: boolean;
  };
  each('consistency', consistency as Claim[], ({ size1, size2, root1, root2, proof, valid }) => {
    const [old, now] = [decodeBase64(root1), decodeBase64(root2)];
    const claim = { size1, size2, root1: old, root2: now, proof: proof.map(decodeBase64) };
    expect(holds(() => verifyConsistency(claim))).toBe(valid);
  });
});

const { origin, publicKey, cases: checkpoints } = read('checkpoints');
const raw = Buffer.from(publicKey, 'base64url');
const logKey = createVerifier({
  name: origin,
  keyId: keyIdOf(origin, KeyType.ed25519, raw),
  type: KeyType.ed25519,
  publicKey: raw,
});
each('checkpoints', checkpoints, async (one) => {
  const opened = await openCheckpoint(one.note, origin, logKey).catch(() => null);
  expect(opened !== null).toBe(one.valid);
  if (opened) expect([opened.size, encodeBase64(opened.root)]).toEqual([one.size, one.root]);
});

const feed = read('lines');
type LineCase = { name: string; line: string; seq: number; outcome: string; code?: string };
each('lines', feed.cases as LineCase[], async ({ line, seq, outcome, code }) => {
  const facts = { peer: feed.peer, self: feed.self, alliance, log: 1, size: feed.size, root: decodeBase64(feed.root) };
  const verified = verifyLine(Buffer.from(line), seq, facts);
  if (outcome === 'page-refused') return expect(verified).rejects.toMatchObject({ code: 'peer-answer' });
  return expect(verified).resolves.toMatchObject({ outcome, ...(code === undefined ? {} : { code }) });
});

const pages = read('pages');
type PageCase = { name: string; page: string; held?: typeof pages.held | null; valid: boolean; code?: string };
each('pages', pages.cases as PageCase[], async ({ page, held = pages.held, valid, code }) => {
  if (code === 'page') return expect(() => splitPage(Buffer.from(page))).toThrow(TamgaError);
  const at = { checkpointSize: held?.size ?? 0, checkpointRoot: held ? Buffer.from(held.root, 'base64') : null };
  const nothing = { log: 1, seq: 0, checkpointNote: null, checkpointAt: null, lastContactAt: null, stopped: false };
  const failure = { failedAt: null, failureCode: null, failureWhy: null, resumedAt: null };
  const peer = { participant: 'xa', ...at, ...nothing, ...failure };
  const checked = await checkCheckpoint(splitPage(Buffer.from(page)).last, peer, alliance);
  return expect(checked).toMatchObject(valid ? { ok: true } : { ok: false, code });
});

const proofs = read('proofs');
type ProofCase = { name: string; anchor?: string; file: object; valid: boolean; failing: string[] };
each('proofs', proofs.cases as ProofCase[], async ({ file, anchor: of = proofs.anchor, valid, failing }) => {
  const { proved, steps, records } = await verifyFile(Buffer.from(JSON.stringify(file)), of);
  const failed = [
    ...steps,
    ...records.flatMap((record) => [...record.steps, ...(record.witnesses ? [record.witnesses] : [])]),
  ].filter((s) => s.outcome === 'fail');
  expect(failed.map((step) => step.name)).toEqual(failing);
  expect(proved).toBe(valid);
});

const ferries = read('ferry');
type FerryCase = { name: string; file: string; valid: boolean; code?: string };
each('ferry', ferries.cases as FerryCase[], async ({ file, valid, code }) => {
  const found = codeOf(() => {
    const opened = splitFerry(Buffer.from(file));
    checkFerry(opened, alliance, ferries.self);
    readContent(opened.content, opened.seal);
  });
  expect(found).toBe(code);
  if (valid) expect(await verifyFile(Buffer.from(file), anchor)).toMatchObject({ kind: 'ferry', proved: true });
});
