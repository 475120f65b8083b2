import pg from 'pg';
import { copyIn, copyOut } from './copy.ts';
import { DatabaseError } from './error.ts';

export type DumpTable = { name: string; columns: string[] };

/** A connection of its own, for as long as one dump or load takes. */
export async function connect(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url, application_name: 'tamga' });
  client.on('error', () => {}); // the query that runs then fails, and says so
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** All tables, each after those that it refers to, so that rows can be put back in this order. */
export async function readTables(client: pg.ClientBase): Promise<DumpTable[]> {
  const { rows: tables } = await client.query<DumpTable>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`);
  const { rows: links } = await client.query<{ name: string; target: string }>(`
    select c.relname as name, t.relname as target from pg_constraint f join pg_class c on c.oid = f.conrelid
    join pg_class t on t.oid = f.confrelid where f.contype = 'f' and f.conrelid <> f.confrelid`);
  const sorted: DumpTable[] = [];
  while (sorted.length < tables.length) {
    const missing = tables.filter((table) => !sorted.includes(table));
    const isFree = ({ name }: DumpTable): boolean =>
      !links.some((link) => link.name === name && missing.some((one) => one.name === link.target));
    const free = missing.filter(isFree);
    if (free.length === 0) throw new DatabaseError('dump', `${missing[0]?.name} refers to itself over others`);
    sorted.push(...free);
  }
  return sorted;
}

/** A table's rows as PostgreSQL writes them for COPY (text format): the same for every release of PostgreSQL. */
export const dumpRows = (client: pg.ClientBase, table: DumpTable): AsyncGenerator<Buffer, void> =>
  copyOut(client, `copy ${target(table)} to stdout`);

export const loadRows = (client: pg.ClientBase, table: DumpTable, rows: AsyncIterable<Uint8Array>): Promise<void> =>
  copyIn(client, `copy ${target(table)} from stdin`, rows);

const target = ({ name, columns }: DumpTable): string =>
  `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;

/** Takes out the rows that migrations themselves put in: a dump has them as they became. */
export async function emptyTables(client: pg.ClientBase): Promise<void> {
  const names = (await readTables(client)).map(({ name }) => pg.escapeIdentifier(name));
  await client.query(`truncate ${names.join(', ')}`);
}

/** Lets every counter go on after the highest number that was loaded. */
export async function resetCounters(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; column: string }>(`
    select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`);
  for (const { name, column } of rows) {
    const [table, id] = [pg.escapeIdentifier(name), pg.escapeIdentifier(column)];
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${id}), 1), max(${id}) is not null) from ${table}`,
      [table, column],
    );
  }
}
