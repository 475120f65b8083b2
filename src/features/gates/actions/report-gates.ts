import { nodeAuthority } from '#features/alliance/model.ts';
import { accountMarking } from '#features/oversight/model.ts';
import { submitWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { maxBlocks, maxOfficers } from '../model.ts';
import type { Block } from '../model.ts';
import { wordsFor } from '../rules.ts';
import * as store from '../store.ts';

const minuteMs = 60_000;

/**
 * Seals what gates refused as one record a minute at most, whatever a loop of refused drafts does. Its envelope names the
 * officers, so that oversight, which is due the envelope, sees whose drafts they were.
 */
export function reportGates(deps: Deps): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const noted = await store.takeRefused(tx, new Date(deps.now().getTime() - minuteMs), maxOfficers, maxBlocks);
    if (noted.length === 0) return false;
    const author = nodeAuthority(deps.self.code);
    const officers = [...new Set(noted.map(({ officer }) => officer))].filter((officer) => officer !== '').toSorted();
    const marking = accountMarking(deps.self.alliance.profile);
    await submitWithin(tx, deps, [
      { kind: 'gate.block', author, officers, marking, body: { blocks: noted.map(toBlock) } },
    ]);
    return false;
  });
}

/** Seals what an officer decided about what a gate had set aside; oversight is due the envelope, as of every account. */
export async function reportDecision(tx: Tx, deps: Deps, block: Omit<Block, 'why'>): Promise<string> {
  const officers = [...new Set([block.officer ?? [], block.decision?.by ?? []].flat())].toSorted();
  const marking = accountMarking(deps.self.alliance.profile);
  const body = { blocks: [{ ...block, why: wordsFor(block.code) }] };
  const author = nodeAuthority(deps.self.code);
  const [made] = await submitWithin(tx, deps, [{ kind: 'gate.block', author, officers, marking, body }]);
  return made?.ref ?? '';
}

const toBlock = ({ gate, kind, code, officer, source, count, firstAt, lastAt }: store.Noted): Block => ({
  gate,
  kind,
  code,
  why: wordsFor(code),
  ...(officer === '' ? {} : { officer }),
  ...(source === '' ? {} : { from: source }),
  count,
  first: firstAt.toISOString(),
  last: lastAt.toISOString(),
});
