import { createHash } from 'node:crypto';
import { parseCheckpoint, parseNote } from '@tamga/log';
import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import { hold } from './breach.ts';
import type { Ledger } from './ledger.ts';

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const [leafPrefix, nodePrefix] = [Buffer.from([0]), Buffer.from([1])];

/** A node's log as somebody sees it who has looked at it after every step. */
export type LogView = {
  leaves: Buffer[];
  /** Index by record id. */
  places: Map<number, number>;
  /** Whole subtrees over the published leaves, largest first: enough for the root. */
  frontier: { size: number; hash: Buffer }[];
  published: number;
  /** Root by size, of every checkpoint that was to be seen. */
  roots: Map<number, string>;
  /** Batches with records and padding, and how many of them began with all their records. */
  mixed: number;
  recordsFirst: number;
};

export const newLogView = (): LogView => ({
  leaves: [],
  places: new Map(),
  frontier: [],
  published: 0,
  roots: new Map(),
  mixed: 0,
  recordsFirst: 0,
});

type LeafRow = { index: number; digest: Buffer; id: number | null; padding: Buffer | null };
type Facts = { size: number | null; root: Buffer | null; note: string | null; queued: number };

/** I3, and of I4 that a batch shows only a power of two: after each step, from what is new in the log's tables. */
export async function watchLog(view: LogView, ledger: Ledger, db: Db): Promise<void> {
  const at = ledger.code;
  const { rows } = await sql<LeafRow>`
    select index, digest, record_id as id, padding from log_leaf where index >= ${view.leaves.length} order by index`.execute(
    db,
  );
  for (const row of rows) noteLeaf(view, ledger, row);
  const { rows: facts } = await sql<Facts>`
    select h.size, h.root, h.note, (select count(*) from log_queue) as queued from (select 1) one left join log_head h on true`.execute(
    db,
  );
  const { size, root, note, queued } = facts[0]!;
  hold(
    ledger.own.length === view.places.size + queued,
    'I3',
    () => `${at} has ${ledger.own.length} own records, ${view.places.size} in the log and ${queued} in the queue`,
  );
  if (size === null || root === null || note === null) return;
  if (size === view.published)
    hold(view.roots.get(size) === root.toString('hex'), 'I3', () => `two roots for size ${size} at ${at}`);
  else notePublished(view, at, size, root, note);
}

function noteLeaf(view: LogView, ledger: Ledger, { index, digest, id, padding }: LeafRow): void {
  const at = ledger.code;
  hold(index === view.leaves.length, 'I3', () => `the log of ${at} has no leaf ${view.leaves.length}`);
  view.leaves.push(digest);
  if (id === null) {
    const opened = padding && sha256(Buffer.from('tamga-padding'), padding);
    hold(opened?.equals(digest) === true, 'I4', () => `padding ${index} at ${at} cannot be opened`);
    return;
  }
  const entry = ledger.own.find((own) => own.id === id);
  hold(entry?.digest === digest.toString('hex'), 'I3', () => `leaf ${index} at ${at} is no own record's digest`);
  hold(!view.places.has(id), 'I6', () => `${entry.ref} is in the log of ${at} twice`);
  view.places.set(id, index);
}

function notePublished(view: LogView, at: string, size: number, root: Buffer, note: string): void {
  const batch = size - view.published;
  hold(batch > 0, 'I3', () => `the log of ${at} shrank from ${view.published} to ${size}`);
  hold(size <= view.leaves.length, 'I3', () => `the checkpoint of ${at} covers leaves that are not there`);
  hold(
    batch >= 4 && Number.isInteger(Math.log2(batch)),
    'I4',
    () => `a batch of ${batch} leaves tells a count at ${at}`,
  );
  for (const leaf of view.leaves.slice(view.published, size)) append(view.frontier, sha256(leafPrefix, leaf));
  noteOrder(view, size);
  view.published = size;
  hold(rootOf(view.frontier).equals(root), 'I3', () => `the root of ${at} at ${size} is not that of its leaves`);
  const signed = parseCheckpoint(parseNote(note).text);
  hold(signed.size === size && root.equals(signed.root), 'I3', () => `${at} signed another head than it keeps`);
  view.roots.set(size, root.toString('hex'));
}

function noteOrder(view: LogView, size: number): void {
  const records = [...view.places.values()].filter((index) => index >= view.published && index < size);
  if (records.length === 0 || records.length === size - view.published) return;
  view.mixed += 1;
  if (Math.max(...records) === view.published + records.length - 1) view.recordsFirst += 1;
}

/** RFC 9162 §2.1.1, leaf by leaf: two subtrees of one size become one. */
function append(frontier: LogView['frontier'], hash: Buffer): void {
  let tree = { size: 1, hash };
  while (frontier.at(-1)?.size === tree.size) {
    const left = frontier.pop()!;
    tree = { size: left.size * 2, hash: sha256(nodePrefix, left.hash, tree.hash) };
  }
  frontier.push(tree);
}

const rootOf = (frontier: LogView['frontier']): Buffer =>
  frontier.map(({ hash }) => hash).reduceRight((right, left) => sha256(nodePrefix, left, right));

/** Every leaf is what it was when it was first seen. */
export async function checkLeaves(view: LogView, at: string, db: Db): Promise<void> {
  const { rows } = await sql<{ digest: Buffer }>`select digest from log_leaf order by index`.execute(db);
  const same = rows.length === view.leaves.length && rows.every((row, i) => row.digest.equals(view.leaves[i]!));
  hold(same, 'I3', () => `the log of ${at} was rewritten`);
}

/** I4: over all logs of a world, where a leaf stands does not tell whether it is a record. */
export function checkOrder(views: readonly LogView[]): void {
  const [mixed, recordsFirst] = [views.reduce((n, v) => n + v.mixed, 0), views.reduce((n, v) => n + v.recordsFirst, 0)];
  hold(
    mixed < 12 || recordsFirst < mixed,
    'I4',
    () => `in all of ${mixed} batches the records stand before the padding`,
  );
}
