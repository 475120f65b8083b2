import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { dayMs, dayOf } from '#platform/clock.ts';
import type { Now } from '#platform/clock.ts';
import { connect, dumpRows, readTables } from '#platform/db/dump.ts';
import type { DumpTable } from '#platform/db/dump.ts';
import { TamgaError } from '#platform/errors.ts';
import { encryptWithPassphrase } from '#platform/keys/age-passphrase.ts';
import { blobFrames } from './blobs.ts';
import type { BlobsSaved } from './blobs.ts';
import { readFolder, readKeyFiles } from './folder.ts';
import { encodeFrames } from './frames.ts';
import type { Frame } from './frames.ts';
import { backupFormat, unfinishedPath } from './model.ts';
import type { BackupHead } from './model.ts';
import { endBackup, registerBackup } from './register.ts';
import { leftOut, readState } from './store.ts';

/** `anchor`: digest of the first profile. `keepDays`: the file is to be deleted after so many. `passphrase`: with it the private keys go into the file, encrypted under it. */
export type BackupSource = {
  url: string;
  home: string;
  /** Where its blobs lie. */
  blobFolder: string;
  participant: string;
  anchor: string;
  keepDays: number;
  passphrase?: string;
};
export type BackupMade = {
  head: BackupHead;
  keepUntil: string;
  tables: number;
  rows: number;
  bytes: number;
  blobs: BlobsSaved;
  withKeys: boolean;
};

/** Rows are put together up to this size: one of a few bytes is no part of its own. */
const partBytes = 256 * 1024;

/**
 * Writes a backup of a node, running or not: all rows as of one moment, its folder's documents and the files of its blobs. The file appears under
 * its name when it is whole, and stands in the node's register from before its first row is read. Errors: conflict where the
 * file is there; config, keys.
 */
export async function makeBackup(source: BackupSource, file: string, now: Now): Promise<BackupMade> {
  if (existsSync(file)) throw new TamgaError('conflict', `${file} is there already: choose another name`);
  await using client = await connect(source.url);
  if ((await readTables(client)).length === 0)
    throw new TamgaError('config', `the node in ${source.home} never ran: its database is empty`);
  const madeAt = now();
  const keepUntil = dayOf(new Date(madeAt.getTime() + source.keepDays * dayMs));
  const id = await registerBackup(client, { path: file, madeAt: madeAt.toISOString(), keepUntil });
  try {
    const made = await writeBackup(source, file, client, madeAt);
    await endBackup(client, id, now());
    return { ...made, keepUntil };
  } catch (error) {
    await client.query('rollback');
    await endBackup(client, id, undefined);
    throw error;
  }
}

async function writeBackup(
  source: BackupSource,
  file: string,
  client: pg.ClientBase,
  madeAt: Date,
): Promise<Omit<BackupMade, 'keepUntil'>> {
  const unfinished = unfinishedPath(file);
  // One snapshot for all tables (PostgreSQL §13.2.2): what is stored meanwhile is not in it.
  await client.query('begin isolation level repeatable read read only');
  const tables = (await readTables(client)).filter(({ name }) => !leftOut.has(name));
  const head: BackupHead = {
    format: backupFormat,
    participant: source.participant,
    anchor: source.anchor,
    madeAt: madeAt.toISOString(),
    ...(await readState(client)),
  };
  const count = { rows: 0 };
  const blobs: BlobsSaved = { count: 0, missing: [] };
  try {
    await pipeline(
      Readable.from(encodeFrames(framesOf(source, head, client, tables, count, blobs)), { objectMode: false }),
      createGzip({ level: 4 }),
      createWriteStream(unfinished, { flags: 'w', mode: 0o600, flush: true }),
    );
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await client.query('commit');
  const { size: bytes } = await stat(file);
  return { head, tables: tables.length, rows: count.rows, bytes, blobs, withKeys: source.passphrase !== undefined };
}

async function* framesOf(
  { home, blobFolder, passphrase }: BackupSource,
  head: BackupHead,
  client: pg.ClientBase,
  tables: readonly DumpTable[],
  count: { rows: number },
  blobs: BlobsSaved,
): AsyncGenerator<Frame, void> {
  yield jsonFrame('H', head);
  for (const one of readFolder(home)) yield jsonFrame('F', one);
  if (passphrase !== undefined) {
    const plain = Buffer.from(JSON.stringify({ files: readKeyFiles(home) }));
    yield { type: 'K', bytes: Buffer.from(await encryptWithPassphrase(passphrase, plain)) };
  }
  for (const table of tables) {
    yield jsonFrame('T', { table: table.name, columns: table.columns });
    let rows = 0;
    for await (const part of joined(dumpRows(client, table))) {
      for (const byte of part) if (byte === 10) rows += 1; // COPY writes a line feed of a value as \n
      yield { type: 'D', bytes: part };
    }
    count.rows += rows;
    yield jsonFrame('E', { rows });
  }
  yield* blobFrames(client, blobFolder, blobs);
}

async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < partBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

const jsonFrame = (type: string, value: unknown): Frame => ({ type, bytes: Buffer.from(JSON.stringify(value)) });
