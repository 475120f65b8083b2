import { connect, dumpRows, readTables } from '#platform/db/dump.ts';

/** Every row of every table, as COPY writes it, in an order of its own. */
export async function rowsOf(url: string): Promise<Record<string, string[]>> {
  await using client = await connect(url);
  const all: Record<string, string[]> = {};
  for (const table of await readTables(client)) {
    const chunks: Buffer[] = [];
    for await (const chunk of dumpRows(client, table)) chunks.push(chunk);
    all[table.name] = Buffer.concat(chunks).toString().split('\n').toSorted();
  }
  return all;
}
