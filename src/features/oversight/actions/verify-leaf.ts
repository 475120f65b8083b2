import { hashLeaf, LogError, verifyInclusion } from '@tamga/log';
import { judgeKey } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { paddingDigest } from '#features/log/actions.ts';
import { openSeal } from '#features/records/actions.ts';
import { chunksOf32, fromBase64url, sha256 } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { LeafFault, OpenedLeaf } from '../leaf-model.ts';

/** The log that a demand is about, as its checkpoint states it, and the leaves that it asks for. */
export type Asked = { participant: string; log: number; size: number; root: Uint8Array; leaves: ReadonlySet<number> };

/** What an answered leaf turned out to be. `ref` and `kind` are those of a record; null for padding and for what is none. */
export type Checked = { index: number; code: LeafFault | null; ref: string | null; kind: string | null };

/**
 * Holds one answer against the checkpoint that the demand names, which its maker verified before: the bytes given have to
 * be the leaf at this index, and a record of this participant or padding. Nothing of the answer is believed.
 */
export async function verifyLeaf(leaf: OpenedLeaf, asked: Asked, alliance: Alliance): Promise<Checked> {
  const fault = (code: LeafFault): Checked => ({ index: leaf.index, code, ref: null, kind: null });
  if (!asked.leaves.has(leaf.index)) return fault('not-asked');
  if (!isLeafOf(leaf, asked)) return fault('wrong-leaf');
  if ('padding' in leaf) return { index: leaf.index, code: null, ref: null, kind: null };
  const opened = await openSeal(leaf.jws, alliance);
  if (!opened.ok || !opened.envelope.ref.startsWith(`${asked.participant}/`)) return fault('no-record');
  // What was disowned since is a record all the same; what its key could never have sealed there is none.
  // A later log holds again what was sealed in those before it, under keys that ended there: under keys that began there.
  const isOutside = judgeKey(alliance, opened.kid, { log: asked.log, index: leaf.index }) === 'key-range';
  if (isOutside && !((alliance.keys.get(opened.kid)?.from.log ?? asked.log) < asked.log)) return fault('no-record');
  const { ref, kind } = opened.envelope;
  return { index: leaf.index, code: null, ref, kind };
}

function isLeafOf(leaf: OpenedLeaf, { size, root }: Asked): boolean {
  const data = 'jws' in leaf ? sha256(leaf.jws) : paddingDigest(fromBase64url(leaf.padding, 'padding', 32));
  try {
    const proof = chunksOf32(fromBase64url(leaf.proof, 'proof'));
    verifyInclusion({ index: leaf.index, size, leafHash: hashLeaf(data), root, proof });
    return true;
  } catch (error) {
    if (error instanceof LogError || (error instanceof TamgaError && error.code === 'encoding')) return false;
    throw error;
  }
}
