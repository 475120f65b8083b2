import { keepSizes } from '#features/alliance/actions.ts';
import { readHead } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readPeers } from './store.ts';

/** Notes how long each log is today, as far as it was verified here. */
export async function noteGrowth(deps: Pick<Deps, 'db' | 'self' | 'now'>): Promise<void> {
  const own = { participant: deps.self.code, size: (await readHead(deps.db))?.size ?? 0 };
  const peers = (await readPeers(deps.db)).filter(({ checkpointNote }) => checkpointNote !== null);
  await keepSizes(deps, [own, ...peers.map(({ participant, checkpointSize: size }) => ({ participant, size }))]);
}
