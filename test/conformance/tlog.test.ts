import {
  appendToTiles,
  createProver,
  createVerifier,
  decodeBase64,
  decodeEntries,
  encodeBase64,
  encodeEntries,
  entriesPath,
  hashLeaf,
  openCheckpoint,
  parseProof,
  parseTilePath,
  rootOfTiles,
  tilePath,
  tileWidth,
  verifyConsistency,
  verifyInclusion,
  verifyProof,
} from '@tamga/log';
import type { ReadTile } from '@tamga/log';
import { describe, expect } from 'vitest';
import { corpusTest } from './corpora.ts';
import { decodeAll, judge, misjudged, readJson, readLines, utf8 } from './tlog-corpus.ts';
import type { Entry } from './tlog-corpus.ts';

// Out for now, and so not read here: subtreeinclusion, subtreeconsistency, witness-policy, ML-DSA signatures.

describe('proofs of transparency-dev/merkle', () => {
  type Inclusion = {
    name: string;
    leafIdx: number;
    treeSize: number;
    root: string;
    leafHash: string;
    proof: string[] | null;
  };
  type Consistency = {
    name: string;
    size1: number;
    size2: number;
    root1: string;
    root2: string;
    proof: string[] | null;
  };
  type Expected = { wantErr: boolean };

  corpusTest('tlog', 'good inclusion proofs are accepted, bad ones refused', async (folder) => {
    const cases = readLines(folder, 'inclusion.ndjson') as (Inclusion & Expected)[];
    expect(cases).toHaveLength(98);
    const wrong = await misjudged(
      cases,
      ({ wantErr }) => !wantErr,
      ({ leafIdx, treeSize, leafHash, root, proof }) =>
        verifyInclusion({
          index: leafIdx,
          size: treeSize,
          leafHash: decodeBase64(leafHash),
          root: decodeBase64(root),
          proof: decodeAll(proof),
        }),
    );
    expect(wrong).toEqual([]);
  });

  corpusTest('tlog', 'good consistency proofs are accepted, bad ones refused', async (folder) => {
    const cases = readLines(folder, 'consistency.ndjson') as (Consistency & Expected)[];
    expect(cases).toHaveLength(98);
    const wrong = await misjudged(
      cases,
      ({ wantErr }) => !wantErr,
      ({ size1, size2, root1, root2, proof }) =>
        verifyConsistency({
          size1,
          size2,
          root1: decodeBase64(root1),
          root2: decodeBase64(root2),
          proof: decodeAll(proof),
        }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('tile paths of transparency-dev/tessera', () => {
  type Width = { index: string; partial: number; path: string };
  type Paths = {
    entriesPathForIndex: { index: string; logSize: string; path: string }[];
    tilePath: (Width & { level: string })[];
    entriesPath: Width[];
    parse: { level: string; index: string; ok: boolean; tile: string; tileLevel: string; partial: number }[];
  };

  corpusTest('tlog', 'paths are made and read, others are refused', async (folder) => {
    const paths = readJson(folder, 'tile-paths.json') as Paths;
    for (const { level, index, partial, path } of paths.tilePath)
      expect(tilePath(Number(level), index, partial || 256)).toBe(path);
    for (const { index, partial, path } of paths.entriesPath) expect(entriesPath(index, partial || 256)).toBe(path);
    for (const { index, logSize, path } of paths.entriesPathForIndex) {
      const bundle = Math.floor(Number(index) / 256);
      expect(entriesPath(bundle, tileWidth(0, bundle, Number(logSize)))).toBe(path);
    }
    expect(paths.parse).toHaveLength(19);
    for (const { level, index, ok, tile, tileLevel, partial } of paths.parse) {
      const path = `tile/${level}/${index}`;
      if (!ok) expect(await judge(() => parseTilePath(path)), path).toBe('bad-path');
      else
        expect(parseTilePath(path)).toEqual({ level: Number(tileLevel), index: BigInt(tile), width: partial || 256 });
    }
  });
});

describe('the log of transparency-dev/tessera', () => {
  type Tessera = {
    origin: string;
    vkey: string;
    leaves: string[];
    leaf_hashes: string[];
    checkpoints: Record<string, string>;
    latest: string;
    roots: Record<string, string>;
    files: Record<string, string>;
    inclusion: { size: number; index: number; proof: string[] }[];
    consistency: { old: number; size: number; proof: string[] }[];
  };
  const read = (folder: string): Tessera => readJson(folder, 'tessera-log.json') as Tessera;
  const readerOf =
    ({ files }: Tessera, size: number): ReadTile =>
    (level, index) =>
      decodeBase64(files[tilePath(level, index, tileWidth(level, index, size))]!);

  corpusTest('tlog', 'every checkpoint opens and has the root of its tiles', async (folder) => {
    const log = read(folder);
    const verifier = createVerifier(log.vkey);
    for (const [size, note] of [...Object.entries(log.checkpoints), ['15', log.latest] as const]) {
      const checkpoint = await openCheckpoint(note, log.origin, verifier);
      expect(checkpoint.size).toBe(Number(size));
      expect(encodeBase64(checkpoint.root)).toBe(log.roots[size]);
      expect(await rootOfTiles(checkpoint.size, readerOf(log, checkpoint.size))).toEqual(checkpoint.root);
    }
  });

  corpusTest('tlog', 'its tiles and entry bundles come out of its leaves, byte for byte', async (folder) => {
    const log = read(folder);
    const made: Record<string, string> = {};
    expect(log.leaves.map((leaf) => encodeBase64(hashLeaf(utf8(leaf))))).toEqual(log.leaf_hashes);
    for (let size = 0; size < log.leaves.length; size++) {
      const appended = await appendToTiles(size, [hashLeaf(utf8(log.leaves[size]!))], readerOf(log, size));
      expect(encodeBase64(appended.root)).toBe(log.roots[size + 1]);
      for (const { level, index, width, bytes } of appended.tiles)
        made[tilePath(level, index, width)] = encodeBase64(bytes);
      made[entriesPath(0, size + 1)] = encodeBase64(encodeEntries(log.leaves.slice(0, size + 1).map(utf8)));
    }
    expect(made).toEqual(log.files);
    const last = decodeEntries(decodeBase64(log.files[entriesPath(0, 15)]!));
    expect(last).toEqual(log.leaves.map(utf8));
  });

  corpusTest('tlog', 'all its proofs are the ones made here, and verify', async (folder) => {
    const log = read(folder);
    const rootAt = (size: number): Uint8Array => decodeBase64(log.roots[size]!);
    expect([log.inclusion.length, log.consistency.length]).toEqual([120, 120]);
    for (const { size, index, proof } of log.inclusion) {
      const hashes = await createProver(size, readerOf(log, size)).inclusion(index);
      expect(hashes.map(encodeBase64)).toEqual(proof);
      verifyInclusion({
        index,
        size,
        leafHash: decodeBase64(log.leaf_hashes[index]!),
        root: rootAt(size),
        proof: hashes,
      });
    }
    for (const { old, size, proof } of log.consistency) {
      const hashes = await createProver(size, readerOf(log, size)).consistency(old);
      expect(hashes.map(encodeBase64)).toEqual(proof);
      verifyConsistency({ size1: old, root1: rootAt(old), size2: size, root2: rootAt(size), proof: hashes });
    }
  });
});

describe('proof files', () => {
  type Proof = Entry & { proof: string; parse_only?: boolean; leaf?: string; log_vkey?: string } & {
    index?: number;
    hashes?: string[];
    extra?: string;
  };

  corpusTest('tlog', 'proof files are read and verified, bad ones refused', async (folder) => {
    const { cases } = readJson(folder, 'tlog-proof.json') as { cases: Proof[] };
    expect(cases).toHaveLength(52);
    const wrong = await misjudged(
      cases,
      ({ ok }) => ok,
      async ({ proof, parse_only, leaf, log_vkey }) => {
        if (parse_only) return parseProof(proof);
        const logVerifier = createVerifier(log_vkey ?? '');
        return verifyProof(proof, {
          leafHash: hashLeaf(utf8(leaf ?? '')),
          origin: 'example.com/log/testdata',
          logVerifier,
        });
      },
    );
    expect(wrong).toEqual([]);
    for (const { index, hashes = [], extra, proof } of cases.filter(({ ok, parse_only }) => ok && parse_only)) {
      const parsed = parseProof(proof);
      expect([parsed.index, parsed.proof.map(encodeBase64)]).toEqual([index, hashes]);
      expect(parsed.extra && encodeBase64(parsed.extra)).toBe(extra);
    }
  });
});
