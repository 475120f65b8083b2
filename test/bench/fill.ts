import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { appendToTiles, hashLeaf } from '@tamga/log';
import { sql } from 'kysely';
import { initAlliance, readSelf } from '#features/alliance/actions.ts';
import { importText } from '#features/imports/actions.ts';
import { createProofs } from '#features/log/actions.ts';
import type { Proofs } from '#features/log/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { encryptBody } from '#features/records/at-rest.ts';
import { sha256 } from '#platform/bytes.ts';
import { packBytes } from '#platform/db/pack.ts';
import { countLeaves, readEntries, tileReader, upsertTiles } from '#features/log/store.ts';
import { openDb, transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { EmbeddedPostgres } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { TamgaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createNode } from '#node.ts';
import type { Node } from '#node.ts';
import { readOpened } from '../bodies.ts';
import { fillWithoutIndexes } from './bulk.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';

const root = new URL('../../', import.meta.url);
const perRelease = 500;
const perBatch = 8_192;

export type FilledNode = AsyncDisposable & { node: Node; proofs: Proofs; size: number };

/** A node in this process, in an alliance and with a database of its own and nobody to talk to. */
export async function openFilledNode(postgres: EmbeddedPostgres, home: string): Promise<FilledNode> {
  const profile = readFileSync(new URL('profiles/meridian.json', root), 'utf8');
  await initAlliance(home, profile, demoParticipants(7600), new Date());
  return openBenchNode(postgres, `${home}/xa`, 'xa', 8);
}

const nobody: Network = () => Promise.reject(new TamgaError('peer-unreachable', 'nobody is there'));

/** A node in this process over a new database, from the folder of its participant. */
export async function openBenchNode(
  postgres: EmbeddedPostgres,
  folder: string,
  code: string,
  connections: number,
  network: Network = nobody,
): Promise<FilledNode> {
  const name = `bench_${code}_${randomBytes(4).toString('hex')}`;
  const db = openDb(await postgres.createDatabase(name, name, 'bench'), { max: connections });
  await migrate(db, new URL('src/migrations/', root));
  const node = createNode({
    self: readSelf(folder, code),
    db,
    now: () => new Date(),
    randomBytes: (length) => randomBytes(length),
    logger: createLogger({ name: 'bench', level: 'silent', now: () => new Date() }),
    network,
    blobFolder: `${folder}/blobs`,
    officers: [],
    machineTokens: new Map(),
    hosts: [],
    onNudge: () => {},
  });
  return { node, proofs: createProofs(db), size: 0, [Symbol.asyncDispose]: () => db.destroy() };
}

/**
 * Fills a node with about `size` records in its log, released to the recipients in turn, 500 at a time. The first come by an import; the others repeat
 * their bytes under refs and digests of their own. Leaves lie permuted in batches as the sequencer leaves them, tiles come
 * from `appendToTiles`, and the sequencer itself publishes what it finds and gives the releases their places.
 */
export async function fillNode(
  filled: FilledNode,
  corpus: Uint8Array,
  size: number,
  recipients: readonly string[] = ['xb'],
): Promise<void> {
  const { deps } = filled.node;
  await importText(deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, corpus, {
    name: 'fill',
    marking: { tlp: 'GREEN', base: 'unclassified' },
    basis: [{ instrument: 'mca-2029', article: '5' }],
    purpose: 'counter-terrorism',
    retainUntil: '2099-01-01',
  });
  while (await filled.node.sequence());
  await transaction(deps.db, async (tx) => {
    const from = await countLeaves(tx, 1);
    const releases = Math.ceil((size - from) / (perRelease + 1));
    await fillWithoutIndexes(tx, ['record', 'release_item', 'log_leaf'], async () => {
      await cloneObjects(tx, deps, size - from - releases, from);
      await addReleases(tx, deps, releases, size - releases, recipients);
      await sql`insert into log_leaf (index, digest, record_id)
        select log_index, digest, id from record where log_index >= ${from} order by log_index`.execute(tx);
    });
  });
  await addTiles(deps.db);
  await sql`analyze`.execute(deps.db);
  await filled.node.sequence();
  await sql`vacuum (analyze)`.execute(deps.db);
  const { rows } = await sql<{
    lines: number;
  }>`select sum(count) as lines from feed_entry where recipient = 'xb'`.execute(deps.db);
  filled.size = rows[0]?.lines ?? 0;
}

/**
 * Repeats the imported objects until there are `count` more. Places in the log are scattered within each batch, as the
 * sequencer's permutation leaves them: an odd factor visits each place once.
 */
async function cloneObjects(tx: Tx, deps: Node['deps'], count: number, fromIndex: number): Promise<void> {
  const originals = (await readOpened(tx, deps.self)).filter((record) => record.kind === 'threat.object');
  const whole = count - (count % perBatch);
  await sql`create temp table original on commit drop as select row_number() over (order by id) as position, * from record
    where kind = 'threat.object'`.execute(tx);
  await sql`create unique index on original (position)`.execute(tx);
  for (let made = 0; made < count; made += originals.length) {
    const digests = originals.map((_, i) => sha256(int8(made + i)));
    const stored = originals.map((record, i) => encryptBody({ ...record, digest: digests[i]! }, deps));
    const bodies = packBytes(stored.map((one) => one?.body ?? null));
    const keys = packBytes(stored.map((one) => one?.wrappedKeys ?? null));
    await sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, tlp, base, realm, body, wrapped_keys, title, verdict,
                                  stored_at, log_index)
      select 'xa/' || uuidv7(), given.digest, jws, kind, participant, author, issued_at, tlp, base, realm,
             substring(${bodies.bytes}::bytea from body_start for body_length), substring(${keys.bytes}::bytea from keys_start for keys_length),
             title, verdict, stored_at,
             ${fromIndex}::bigint + case when n < ${whole}::bigint then n - n % ${perBatch}::int + n * 4801 % ${perBatch}::int else n end
      from (select *, ${made}::bigint - 1 + position as n from unnest(${digests}::bytea[], ${bodies.starts}::int[],
              ${bodies.lengths}::int[], ${keys.starts}::int[], ${keys.lengths}::int[])
            with ordinality as t (digest, body_start, body_length, keys_start, keys_length, position)) given
      join original o using (position)
      where n < ${count}::bigint order by n`.execute(tx);
  }
}

const int8 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** One release record for every 500 objects, with the body that names them: the feed serves what a release itself says. */
async function addReleases(
  tx: Tx,
  deps: Node['deps'],
  count: number,
  fromIndex: number,
  recipients: readonly string[],
): Promise<void> {
  let after = 0;
  for (let n = 0; n < count; n++) {
    const { rows } = await sql<{ id: number; ref: string; digest: Buffer }>`select id, ref, digest from record
      where kind = 'threat.object' and id > ${after} order by id limit ${perRelease}`.execute(tx);
    after = rows.at(-1)?.id ?? after;
    const to = recipients[n % recipients.length] ?? '';
    const envelope = { kind: 'release', author: 'xa/cyber', to, n };
    const jws = `e30.${Buffer.from(JSON.stringify(envelope)).toString('base64url')}.e30`;
    const digest = sha256(jws);
    const records = rows.map((row) => ({ ref: row.ref, digest: row.digest.toString('base64url') }));
    const body = Buffer.from(JSON.stringify({ records }));
    const stored = encryptBody({ body, bodyKey: Buffer.alloc(32), digest }, deps);
    await sql`with made as (
        insert into record (ref, digest, jws, kind, participant, author, issued_at, recipient, realm, body, wrapped_keys, verdict, stored_at, log_index)
        values ('xa/' || uuidv7(), ${digest}, ${jws}, 'release', 'xa', 'xa/cyber', now(), ${to}, 'live',
                ${stored!.body}, ${stored!.wrappedKeys}, 'own', now(), ${fromIndex + n})
        returning id
      )
      insert into release_item (release_id, position, recipient, ref, digest, record_id)
      select made.id, given.n - 1, ${to}::text, o.ref, o.digest, o.id
      from unnest(${rows.map(({ id }) => id)}::bigint[]) with ordinality as given (id, n) join record o using (id) cross join made`.execute(
      tx,
    );
  }
}

async function addTiles(db: Db): Promise<void> {
  const to = await countLeaves(db, 1);
  const { rows } = await sql<{ size: number }>`select size from log_head`.execute(db);
  for (let from = rows[0]?.size ?? 0; from < to; from += perBatch) {
    const leaves = await readEntries(db, 1, from, Math.min(to, from + perBatch));
    const { tiles } = await appendToTiles(from, leaves.map(hashLeaf), tileReader(db, 1));
    await db.transaction().execute((tx) => upsertTiles(tx, 1, tiles));
  }
}
