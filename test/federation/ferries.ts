import { ferryIn, ferryOut } from '#features/ferry/actions.ts';
import { sealFerry, splitFerry } from '#features/ferry/ferry-file.ts';
import type { FerrySeal } from '#features/ferry/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { decryptWith, encryptTo } from '#platform/keys/age.ts';
import { incident } from './drafts.ts';
import type { TestNode } from './nodes.ts';

export const actorOf = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });

export async function release(from: TestNode, to: string, count = 1): Promise<string[]> {
  const stored = await submitRecords(
    from.deps,
    Array.from({ length: count }, () => incident(from.code)),
  );
  const refs = stored.map(({ ref }) => ref);
  await releaseRecords(from.deps, actorOf(from.code), refs, [to]);
  await from.sequence();
  return refs;
}

export const out = async (
  from: TestNode,
  to: string,
  more: { after?: number; size?: number } = {},
): Promise<Uint8Array> => (await ferryOut(from.deps, { to, ...more })).file;

/** One file from one to the other, and what it makes the other say is logged. */
export async function ship(from: TestNode, to: TestNode): Promise<number> {
  const { lines } = await ferryIn(to.deps, await out(from, to.code));
  await to.sequence();
  return lines;
}

export const secretOf = (node: TestNode): string => node.deps.self.keys.wrap.get(node.code)?.privateKey ?? '';
export const publicOf = (node: TestNode): string => node.deps.self.keys.wrap.get(node.code)?.publicKey ?? '';

export type Change = {
  seal?: Partial<FerrySeal>;
  content?: (text: string) => string | Buffer;
  by?: TestNode;
  raw?: (bytes: Buffer) => Buffer;
};

/** The file as its recipient sees it inside, changed and closed again as the sender could, or as a stranger. */
export async function resealed(file: Uint8Array, change: Change & { by: TestNode; to: TestNode }): Promise<Uint8Array> {
  const { seal, content } = splitFerry(await decryptWith([secretOf(change.to)], file));
  const { sha256: _, ...facts } = { ...seal, ...change.seal };
  const changed = Buffer.from(change.content?.(content.toString()) ?? content);
  const sealed = sealFerry(facts, changed, change.by.deps.self.keys.transport);
  return encryptTo(publicOf(change.to), change.raw?.(sealed) ?? sealed);
}
