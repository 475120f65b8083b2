import { mkdirSync, readdirSync } from 'node:fs';
import type pg from 'pg';
import { z } from 'zod';
import { parseStrictJson } from '@tamga/json';
import { isLost } from '#platform/db/db.ts';
import { connect, emptyTables, loadRows, readTables, resetCounters } from '#platform/db/dump.ts';
import type { DumpTable } from '#platform/db/dump.ts';
import { migrateExactly } from '#platform/db/migrate.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { decryptWithPassphrase } from '#platform/keys/age-passphrase.ts';
import { readFrames } from './frames.ts';
import type { Frame } from './frames.ts';
import { backupHeadSchema, documentPath, documentSchema, keysSchema, tableEndSchema, tableSchema } from './model.ts';
import type { BackupHead, FolderFile } from './model.ts';
import { leftOut } from './store.ts';

const jsonLimits = { maxBytes: 5 * 1024 * 1024, maxDepth: 6, maxValues: 100_000 };
const maxFiles = 20_000;

/** What a backup holds beside the rows; `keys` is still encrypted. */
export type BackupContents = { head: BackupHead; files: FolderFile[]; keys: Buffer | undefined };

/** Reads a backup from beginning to end before anything is written from it. Errors: malformed, with what is wrong. */
export async function checkBackup(file: string): Promise<BackupContents> {
  const found: { head?: BackupHead; files: FolderFile[]; keys?: Buffer } = { files: [] };
  for await (const frame of readFrames(file)) {
    if (!found.head) found.head = readHead(frame, file);
    else if (frame.type === 'F') found.files.push(readPart(frame, documentSchema(documentPath), file));
    else if (frame.type === 'K') found.keys = frame.bytes;
    if (found.files.length > maxFiles) throw malformed(file, 'it holds too many documents');
  }
  if (!found.head) throw malformed(file, 'it is empty');
  return { head: found.head, files: found.files, keys: found.keys };
}

/** The first part alone. Errors: malformed. */
export async function readBackupHead(file: string): Promise<BackupHead> {
  for await (const frame of readFrames(file)) return readHead(frame, file);
  throw malformed(file, 'it is empty');
}

function readHead(frame: Frame, file: string): BackupHead {
  if (frame.type !== 'H') throw malformed(file, 'it does not begin as a backup does');
  const { format } = readPart(frame, z.object({ format: z.string() }), file);
  if (/^tamga-backup\/(?!1$)\d+$/.test(format))
    throw new TamgaError('malformed', `${file} is of the form ${format}, which this release does not read`);
  return readPart(frame, backupHeadSchema, file);
}

function readPart<T>(frame: Frame, schema: z.ZodType<T>, file: string): T {
  try {
    return schema.parse(parseStrictJson(frame.bytes, jsonLimits));
  } catch (cause) {
    throw malformed(file, `part ${frame.type}: ${messageOf(cause)}`, cause);
  }
}

const malformed = (file: string, why: string, cause?: unknown): TamgaError =>
  new TamgaError('malformed', `${file} is damaged or no backup: ${why}`, { cause });

/** The private keys of a backup. Errors: config where it has none; refused where the passphrase does not fit. */
export async function openKeys(contents: BackupContents, passphrase: string, file: string): Promise<FolderFile[]> {
  if (!contents.keys) throw new TamgaError('config', `${file} holds no keys: it was made without --with-keys`);
  const bytes = Buffer.from(await decryptWithPassphrase(passphrase, contents.keys));
  return readPart({ type: 'K', bytes }, keysSchema, file).files;
}

/** Makes sure that a folder is there and empty. Errors: conflict. */
export function claimEmpty(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (readdirSync(home).length > 0)
    throw new TamgaError('conflict', `${home} is not empty: a backup is restored into a new folder`);
}

/**
 * Puts the rows of a backup into an empty database, in one transaction: tables as the backup's release had them, then the
 * rows. Gives the number of rows. Errors: conflict where tables are there; malformed.
 */
export async function loadBackup(url: string, file: string, migrations: URL, now: Date): Promise<number> {
  await using client = await connect(url);
  if ((await readTables(client)).length > 0)
    throw new TamgaError('conflict', 'the database is not empty: a backup is restored into a new one');
  await client.query('begin');
  const rows = await load(client, file, migrations);
  await resetCounters(client);
  await forgetRequests(client, now);
  await endAssignments(client, now);
  await client.query('commit');
  return rows;
}

/** The nonces of requests after the backup are lost: none of before this moment is taken again. */
async function forgetRequests(client: pg.ClientBase, now: Date): Promise<void> {
  const isKept = (await readTables(client)).some(({ name }) => name === 'request_horizon');
  if (!isKept) return; // a release that had no horizon
  await client.query(
    'insert into request_horizon as h (at) values ($1) on conflict (one) do update set at = greatest(h.at, excluded.at)',
    [now],
  );
}

/**
 * Which assignments were ended after the backup nobody else holds: all that it has end with the restore, and who reads is assigned anew
 * (decision 0053). That somebody was ever assigned stays, so that the operator's word does not come back.
 */
async function endAssignments(client: pg.ClientBase, now: Date): Promise<void> {
  const isKept = (await readTables(client)).some(({ name }) => name === 'assignment_end');
  if (!isKept) return; // a release that had no assignments
  await client.query(
    `insert into assignment_end (record_id, assignment, officer, giver, at, reason)
      select a.record_id, r.ref, a.officer, '', $1, 'the node was restored from a backup' from assignment a join record r on r.id = a.record_id
      where a.until > $1 on conflict do nothing`,
    [now],
  );
}

async function load(client: pg.ClientBase, file: string, migrations: URL): Promise<number> {
  const frames = readFrames(file);
  let known: DumpTable[] | undefined;
  let rows = 0;
  try {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      const frame = next.value;
      if (!known) {
        const head = readHead(frame, file);
        await migrateExactly((text) => client.query(text), migrations, head.migrations);
        await emptyTables(client);
        known = (await readTables(client)).filter(({ name }) => !leftOut.has(name));
      } else if (frame.type === 'T') rows += await loadTable(client, frames, frame, known, file);
    }
  } finally {
    await frames.return();
  }
  if (known === undefined || known.length > 0) throw malformed(file, `table ${known?.[0]?.name ?? ''} is missing`);
  return rows;
}

/** One table, from its T to its E; each comes once, and with the columns that it has. */
async function loadTable(
  client: pg.ClientBase,
  frames: AsyncGenerator<Frame, void>,
  frame: Frame,
  known: DumpTable[],
  file: string,
): Promise<number> {
  const { table: name, columns } = readPart(frame, tableSchema, file);
  const place = known.findIndex((table) => table.name === name);
  const [table] = place < 0 ? [] : known.splice(place, 1);
  if (!table || table.columns.join() !== columns.join()) throw malformed(file, `table ${name} is none of this release`);
  let end: Frame | undefined;
  async function* parts(): AsyncGenerator<Buffer, void> {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      if (next.value.type !== 'D') {
        end = next.value;
        return;
      }
      yield next.value.bytes;
    }
  }
  await loadRows(client, table, parts()).catch((cause: unknown) => {
    // What the database says of a bad row quotes it: it stays out of the message.
    throw cause instanceof TamgaError || isLost(cause) ? cause : malformed(file, `rows of ${name}`, cause);
  });
  if (end?.type !== 'E') throw malformed(file, `table ${name} breaks off`);
  return readPart(end, tableEndSchema, file).rows;
}
