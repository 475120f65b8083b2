import type { Deps } from '#features/records/model.ts';
import { blobBytes, listBlobs, removeBlob } from '#platform/blobs/folder.ts';
import { transaction } from '#platform/db/db.ts';
import { uploadLifeMs } from './model.ts';
import * as store from './store.ts';
import type { HereRow } from './store.ts';

const atOnce = 200;
/** A file that is younger may be one that is just being taken in. */
const strayMs = 24 * 3600_000;

type SweepDeps = Pick<Deps, 'db' | 'now' | 'blobFolder' | 'logger'>;

/**
 * Removes the files whose last record was destroyed, and what was handed in and never named. A crash between the database and the
 * disk leaves a file that nobody can open, and a row that brings it here again. True when there is more.
 */
export async function sweepBlobs(deps: SweepDeps): Promise<boolean> {
  const now = deps.now();
  await store.endUploads(deps.db, new Date(now.getTime() - uploadLifeMs), now);
  return transaction(deps.db, async (tx) => {
    const names = await store.takeGone(tx, atOnce);
    const named = await store.findNamed(tx, names);
    for (const name of names) if (!named.has(name)) await removeBlob(deps.blobFolder, name);
    await store.deleteGone(tx, names);
    return names.length === atOnce;
  });
}

/**
 * At the start of a node: removes files that no row names, as a crash or a restored database leaves them, and asks again for those
 * that rows name and the disk does not have. Gives how many of each.
 */
export async function findLost(deps: SweepDeps): Promise<{ strays: number; lost: number }> {
  const strays = await removeStrays(deps);
  let lost = 0;
  for (let after: HereRow | undefined; ;) {
    const rows = await store.readHere(deps.db, after, atOnce);
    for (const row of rows) {
      if ((await blobBytes(deps.blobFolder, row.name)) !== undefined) continue;
      await store.setLost(deps.db, row, deps.now());
      lost += 1;
    }
    if (rows.length < atOnce) return { strays, lost };
    after = rows.at(-1);
  }
}

async function removeStrays({ db, blobFolder }: SweepDeps): Promise<number> {
  let count = 0;
  let names: string[] = [];
  const removeUnnamed = async (): Promise<void> => {
    const named = await store.findNamed(db, names);
    for (const name of names.filter((one) => !named.has(one))) {
      await removeBlob(blobFolder, name);
      count += 1;
    }
    names = [];
  };
  // The disk's own clock, not the node's: it is what the files' times are by.
  for await (const name of listBlobs(blobFolder, new Date(Date.now() - strayMs))) {
    names.push(name);
    if (names.length === atOnce) await removeUnnamed();
  }
  await removeUnnamed();
  return count;
}
