import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { homeFiles, readSelf } from '#features/alliance/actions.ts';
import { checkBackup, claimEmpty, loadBackup, makeBackup, openKeys, writeFolder } from '#features/backups/actions.ts';
import { sha256 } from '#platform/bytes.ts';
import { createBareDatabase, createTestDatabase } from '../database.ts';
import { connect } from '#platform/db/dump.ts';
import { rowsOf as allRowsOf } from '../rows.ts';
import { madeAlliance } from './backups.ts';

const migrations = new URL('../../src/migrations/', import.meta.url);
const now = (): Date => new Date('2030-05-13T06:00:00.000Z');
const passphrase = 'four words and a 7 for the test';

/** A node's folder and a database with rows that are hard to copy; `make` writes a backup of them. */
async function source() {
  await using building = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-backup-'));
  building.defer(() => rmSync(home, { recursive: true, force: true }));
  await madeAlliance(home);
  const { db, url } = building.use(await createTestDatabase());
  await sql`insert into alarm (participant, code, why, at) select 'xb', E'tab\there', E'two\nlines \\. \\N ' || i, now() from generate_series(1, 5000) i`.execute(
    db,
  );
  await sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, body, body_key, verdict, stored_at)
    values ('xa/1', ${Buffer.alloc(32, 1)}, 'a', 'k', 'xa', 'xa/cyber', now(), 'live', ${Buffer.alloc(4 * 1024 * 1024, 0xfe)}, ${Buffer.alloc(32)}, 'own', now())`.execute(
    db,
  );
  await sql`insert into session (token_hash, officer, demo, expires_at) values ('x', 'o', false, now())`.execute(db);
  const stack = building.move();
  const folder = join(home, 'xa');
  const anchor = readFileSync(homeFiles(folder).anchor, 'utf8').trim();
  const file = join(home, 'xa.tamga-backup');
  const from = { url, home: folder, blobFolder: join(folder, 'blobs'), participant: 'xa', anchor, keepDays: 30 };
  const make = (extra: { passphrase?: string } = {}) => makeBackup({ ...from, ...extra }, file, now);
  return { home, folder, url, file, make, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Every row of every table but those that a backup leaves out; it knows itself as not finished, and requests of before are not taken again. */
async function rowsOf(url: string): Promise<Record<string, string[]>> {
  const left =
    /^(session|sign_in_link|invitation|passkey_challenge|api_token|attempt|oidc_flow|backup_made|request_horizon)$/;
  const rows = Object.entries(await allRowsOf(url));
  return Object.fromEntries(rows.filter(([table]) => !left.test(table)));
}

test('what is restored is what was backed up, row by row and document by document; sessions do not come back', async () => {
  await using from = await source();
  const made = await from.make({ passphrase });
  expect(made).toMatchObject({ rows: expect.any(Number), withKeys: true });
  expect(made.rows).toBeGreaterThan(5_000);
  expect(statSync(from.file).mode & 0o777, 'nobody else may read it').toBe(0o600);

  const contents = await checkBackup(from.file);
  await using bare = await createBareDatabase();
  expect(await loadBackup(bare.url, from.file, migrations, new Date())).toBe(made.rows);
  expect(await rowsOf(bare.url)).toEqual(await rowsOf(from.url));
  const { rows } = await sql`select 1 from session`.execute(bare.db);
  expect(rows).toEqual([]);
  const next = await sql<{
    id: number;
  }>`insert into alarm (participant, code, why, at) values ('xb', 'c', 'w', now()) returning id`.execute(bare.db);
  expect(next.rows[0]?.id, 'counters go on').toBe(5_001);

  const home = join(from.home, 'again', 'xa');
  claimEmpty(home);
  writeFolder(home, [...contents.files, ...(await openKeys(contents, passphrase, from.file))]);
  expect(readSelf(home, 'xa').alliance.documents).toBe(readSelf(from.folder, 'xa').alliance.documents);
  expect(statSync(join(home, 'keys', 'log.key')).mode & 0o777).toBe(0o600);
  await expect(openKeys(contents, 'another passphrase of it', from.file)).rejects.toMatchObject({ code: 'refused' });
});

test('a backup without keys holds none, in whatever form, and no database password', async () => {
  await using from = await source();
  const settings = homeFiles(from.folder).settings;
  writeFileSync(settings, JSON.stringify({ participant: 'xa', databaseUrl: 'postgres://tamga:hunter2@db/tamga' }));
  await from.make();
  const plain = gunzipSync(readFileSync(from.file)).toString('latin1');
  expect(plain).toContain('alliance/profile-1.json');
  expect(plain).not.toContain('hunter2');
  expect(plain).not.toContain(readFileSync(homeFiles(from.folder).key('log'), 'utf8').trim());
  await expect(openKeys(await checkBackup(from.file), passphrase, from.file)).rejects.toMatchObject({ code: 'config' });
});

test('a damaged, cut or foreign file is refused before anything is written, and says so', async () => {
  await using from = await source();
  await from.make();
  const good = readFileSync(from.file);
  const plain = gunzipSync(good);
  const flipped = Buffer.from(plain);
  flipped[Math.floor(plain.length / 2)]! ^= 1;
  const [file, copy] = [join(from.home, 'damaged'), join(from.home, 'copy')];
  cpSync(from.file, copy);
  await expect(checkBackup(copy), 'the check itself lets the good one pass').resolves.toBeDefined();
  const spoiled: [string, Buffer, string][] = [
    ['one bit', gzipSync(flipped), 'checksum'],
    ['cut in its packing', good.subarray(0, good.length - 100), 'unexpected end'],
    ['cut at a part', gzipSync(plain.subarray(0, plain.length - 37)), 'breaks off'],
    ['more behind its end', gzipSync(Buffer.concat([plain, plain])), 'behind its end'],
    ['a text', Buffer.from('{"type":"bundle"}'), 'incorrect header'],
    ['an empty file', Buffer.alloc(0), ''],
    ['another file, packed', gzipSync(Buffer.from('a file of another program')), 'unknown sort'],
    ['a part that claims gigabytes', gzipSync(Buffer.from('H\xff\xff\xff\xff', 'latin1')), 'too large'],
    ['a later form', gzipSync(laterForm(plain)), 'tamga-backup/2'],
  ];
  await using bare = await createBareDatabase();
  for (const [what, bytes, why] of spoiled) {
    writeFileSync(file, bytes);
    const refused = { code: 'malformed', message: expect.stringContaining(why) };
    await expect(checkBackup(file), what).rejects.toMatchObject(refused);
    await expect(loadBackup(bare.url, file, migrations, new Date()), what).rejects.toMatchObject({ code: 'malformed' });
    const { rows } = await sql`select 1 from pg_class where relnamespace = 'public'::regnamespace`.execute(bare.db);
    expect(rows, what).toEqual([]);
  }
  writeFileSync(file, gzipSync(edited(plain, '"alliance/anchor"', '"../../anchor.aa"')));
  await expect(checkBackup(file), 'a path out of the folder').rejects.toMatchObject({ code: 'malformed' });
});

/** Without changing a length; the checksum is made to fit, as who writes such a file would. */
function edited(plain: Buffer, before: string, after: string): Buffer {
  const changed = Buffer.from(plain);
  const at = changed.indexOf(before);
  expect(at).toBeGreaterThan(0);
  changed.write(after, at, 'latin1');
  const rest = changed.subarray(0, changed.length - 37);
  return Buffer.concat([rest, Buffer.from('Z\0\0\0\x20', 'latin1'), sha256(rest)]);
}
const laterForm = (plain: Buffer): Buffer => edited(plain, 'tamga-backup/1', 'tamga-backup/2');

test('a folder or a database that holds something is left as it is, and so is a file of that name', async () => {
  await using from = await source();
  await from.make();
  await expect(from.make()).rejects.toMatchObject({ code: 'conflict' });
  expect(() => claimEmpty(from.folder)).toThrow(expect.objectContaining({ code: 'conflict' }));
  await expect(loadBackup(from.url, from.file, migrations, new Date())).rejects.toMatchObject({ code: 'conflict' });
});

test('what is stored while a backup is made is in it whole or not at all', async () => {
  await using from = await source();
  await using writer = await connect(from.url);
  let stop = false;
  const writing = (async () => {
    for (let i = 0; !stop; i++)
      await writer.query(`with a as (insert into import_run (id, source, name, format, file_digest, officer, started_at, finished_at)
        values ('run-${i}', 's', 'n', 'f', '${i}', 'o', now(), now()) returning id)
        insert into offered_head (size, note) select ${i}, id from a`);
  })();
  await from.make();
  stop = true;
  await writing;
  await using bare = await createBareDatabase();
  await loadBackup(bare.url, from.file, migrations, new Date());
  const { rows } = await sql<{ runs: number; heads: number }>`
    select (select count(*) from import_run) as runs, (select count(*) from offered_head) as heads`.execute(bare.db);
  expect(rows[0]?.runs).toBe(rows[0]?.heads);
});
