import type pg from 'pg';
import type { BackupHead } from './model.ts';

/** As of which head of the log the rows of this transaction are, and after which migrations. */
export async function readState(client: pg.ClientBase): Promise<Pick<BackupHead, 'head' | 'migrations'>> {
  const { rows: heads } = await client.query<{ log: number; size: string; root: Buffer }>(
    'select log, size, root from log_head order by log desc limit 1',
  );
  const { rows: migrations } = await client.query<BackupHead['migrations'][number]>(
    'select name, sha256 from migration order by name',
  );
  const [newest] = heads;
  const head = newest && { log: newest.log, size: Number(newest.size), root: newest.root.toString('base64url') };
  return { migrations, ...(head ? { head } : {}) };
}

/** What only the running node needs: who is signed in does not outlive it. */
export const leftOut: ReadonlySet<string> = new Set([
  'session',
  'sign_in_link',
  'invitation',
  'passkey_challenge',
  'api_token',
  'attempt',
  'oidc_flow',
  'blob_showing',
]);

/** The files of blobs that rows of this transaction name as here, or as handed in. */
export async function readBlobNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from record_blob where here_at is not null union select name from blob_upload order by name',
  );
  return rows.map(({ name }) => name);
}
