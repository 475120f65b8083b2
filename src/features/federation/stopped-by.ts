import { describeStop, stopCode } from './own-log-rules.ts';
import { tellOwnLog } from './own-fork.ts';
import { examineOwnLog } from './own-log.ts';
import type { OwnLogDeps } from './own-log.ts';
import * as store from './store.ts';

/**
 * A peer refuses, and says that it has stopped this node: its officers hear of it once, and again only where the peer had cosigned in between. What the
 * peer holds against the log is asked for at once, and held against it. Any other refusal says nothing here.
 */
export async function hearStopped(
  deps: OwnLogDeps,
  peer: string,
  said: string,
  cosignedAt: Date | undefined,
): Promise<void> {
  const code = stopCode(said);
  if (code === undefined) return;
  const alarm = { participant: deps.self.code, code: 'stopped-by-peer', why: describeStop(peer, code) };
  if (!(await store.raiseOnce(deps.db, alarm, cosignedAt, deps.now()))) return;
  deps.logger.error('stopped-by-peer', { peer, code });
  await examineOwnLog(deps, [peer]);
  await tellOwnLog(deps);
}
