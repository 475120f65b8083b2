import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

/** Whether the persons of a run were let in when it began. */
export async function isLetIn(db: Db, runId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from import_run where id = ${runId} and persons_let_in`.execute(db);
  return rows.length > 0;
}

export async function letIn(db: Db, runId: string): Promise<void> {
  await sql`update import_run set persons_let_in = true where id = ${runId}`.execute(db);
}
