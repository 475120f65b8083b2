import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { serveFeed } from '#features/federation/feed.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { FilledNode } from './fill.ts';

/** A page from anywhere in the feed; gives how long it took. */
export async function readPage({ node, proofs, size }: FilledNode): Promise<number> {
  const after = Math.floor(Math.random() * (size - 3_000));
  const start = performance.now();
  const page = await serveFeed({ ...node.deps, proofs }, 'xb', { log: 1, seq: after }, 0);
  const ms = performance.now() - start;
  if (page.split('\n').length < 1_000) throw new Error('the page is shorter than it should be');
  return ms;
}

/** 250 new records become 256 leaves and a checkpoint; gives how long the sequencer took. */
export async function append({ node }: FilledNode): Promise<number> {
  await submitSources(node, 250, 400);
  await sql`checkpoint`.execute(node.deps.db).catch(() => {});
  const start = performance.now();
  await node.sequence();
  return performance.now() - start;
}

/** New records with content of about that many characters; gives their refs. */
export async function submitSources(node: FilledNode['node'], count: number, characters: number): Promise<string[]> {
  const draft = {
    kind: 'threat.source',
    author: 'xa/cyber',
    officers: ['xa/cyber/o-1'],
    basis: [{ instrument: 'mca-2029', article: '5' }],
    marking: { tlp: 'GREEN', base: 'unclassified' },
    purpose: 'counter-terrorism',
    retainUntil: '2099-01-01',
  };
  const bodyOf = (): unknown => ({
    format: 'misp',
    name: 'x',
    source: { text: randomBytes(characters / 2).toString('hex') },
  });
  const drafts = Array.from({ length: count }, () => ({ ...draft, body: bodyOf() }));
  return (await submitRecords(node.deps, drafts)).map((submitted) => submitted.ref);
}
