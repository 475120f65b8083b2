import { noteActs } from '#features/audits/actions/note-act.ts';
import type { Viewer } from '#features/officers/model.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { batchesOf } from '../batches.ts';
import type { Format } from '../model.ts';
import { openObject } from '../open-object.ts';
import type { OpenedObject } from '../open-object.ts';
import * as selected from '../select-store.ts';
import { countExports } from '#features/receipts/actions.ts';
import type { Taker } from '#features/receipts/actions.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

/** The objects of a plan, a few at a time, each counted as exported. Errors: keys. */
export async function* takeOut(
  deps: ExportDeps,
  officer: Taker,
  { objects, purpose, viewer }: Pick<Plan, 'objects' | 'purpose' | 'viewer'>,
  format: Format,
): AsyncGenerator<OpenedObject[]> {
  for (const batch of batchesOf(objects)) {
    const rows = await readCounted(deps, officer, batch, { format, purpose, viewer });
    yield rows.map((row) => {
      const opened = openObject(row, deps.self);
      if (typeof opened === 'string')
        throw new TamgaError('keys', `the content of ${row.ref} cannot be opened any more`);
      return opened;
    });
  }
}

/**
 * The contents of these records that are still here and for this officer. They are counted as exported in the transaction that reads
 * them: a recall comes before, and they are not given, or after, and its receipt says that they were. The account names the purpose.
 */
export const readCounted = (
  { db, now, self }: ExportDeps,
  officer: Taker,
  records: readonly { id: number; ref: string }[],
  { format, purpose, viewer }: { format: Format; purpose: string; viewer: Viewer },
): Promise<selected.ContentRow[]> =>
  transaction(db, async (tx) => {
    const [at, refs] = [now(), records.map(({ ref }) => ref)];
    await countExports(tx, refs, self.code, officer, `${format}-file`, at);
    const read = await selected.readContents(
      tx,
      records.map(({ id }) => id),
      viewer,
    );
    const given = read.filter(({ readers }) => readers === null || readers.includes(officer.authority));
    await noteActs(tx, {
      officer: officer.id,
      act: 'export',
      subjects: given.map(({ ref }) => ref),
      purpose,
      viewer,
      at,
    });
    return given;
  });
