import { messageOf, TamgaError } from '#platform/errors.ts';
import { successionLimit } from './chain-limits.ts';
import { rootForLog } from './change-rules.ts';
import { digestOf } from './directory.ts';
import type { Alliance, HeldProfile, HeldSuccession, RefusedDocument } from './model.ts';
import { openSuccession, peekSuccession } from './succession.ts';

type Facts = { id: string; profiles: readonly HeldProfile[]; history: Alliance['history'] };

/**
 * Takes on what continues each participant's chain of logs; `chains` is changed. A succession under a directory that is not known
 * yet is left for later. Two for one log are a fork, and the one that is held stays (design 6). True when something was new.
 */
export function extendSuccessions(
  chains: Map<string, readonly HeldSuccession[]>,
  facts: Facts,
  offered: readonly string[],
  refused: RefusedDocument[],
): boolean {
  let changed = false;
  const known = new Set([...chains.values()].flatMap((chain) => chain.map(({ jws }) => jws)));
  const claims = offered.flatMap((jws) => {
    if (known.has(jws)) return [];
    const claim = peekSuccession(jws);
    if (!claim) refused.push({ code: 'succession-refused', why: 'not a succession', held: '', offered: jws });
    return claim ? [{ jws, ...claim }] : [];
  });
  const full = new Set<string>();
  for (const { jws, participant, log, directory } of claims.toSorted((a, b) => a.log - b.log)) {
    if (full.has(participant)) continue;
    const chain = chains.get(participant) ?? [];
    const same = chain[log - 1];
    const directories = facts.history.get(participant) ?? [];
    if (directory > (directories.at(-1)?.directory.number ?? 0) && directories.length > 0) continue;
    try {
      const opened = openHeld(jws, { participant, log, directory }, facts);
      if (same) {
        const why = `${participant} sealed two successions of its log ${log}`;
        refused.push({ code: 'succession-forked', participant, why, held: same.jws, offered: jws });
        continue;
      }
      if (log !== chain.length + 1)
        throw new TamgaError(
          'keys',
          `log ${log} of ${participant} ends, and log ${chain.length + 1} is the newest here`,
        );
      const limit = successionLimit(participant, chain, jws);
      if (limit !== undefined) {
        full.add(participant);
        const last = chain.at(-1)?.jws ?? '';
        refused.push({ code: 'succession-limit', participant, why: limit, held: last, offered: jws });
        continue;
      }
      chains.set(participant, [...chain, opened]);
      changed = true;
    } catch (error) {
      const held = same?.jws ?? chain.at(-1)?.jws ?? '';
      refused.push({ code: 'succession-refused', participant, why: messageOf(error), held, offered: jws });
    }
  }
  return changed;
}

type Claim = { participant: string; log: number; directory: number };

function openHeld(jws: string, { participant, log, directory: number }: Claim, facts: Facts): HeldSuccession {
  const rootKey = rootForLog(facts.profiles, participant, log);
  if (rootKey === undefined)
    throw new TamgaError('keys', `the succession is of ${participant}, which is no participant`);
  const directories = facts.history.get(participant) ?? [];
  const keys = directories.at(-1)?.directory.keys ?? [];
  const succession = openSuccession(jws, { participant, alliance: facts.id, rootKey, keys });
  const named = directories.find(({ directory }) => directory.number === number);
  if (named?.digest !== succession.directory.digest)
    throw new TamgaError('keys', `the succession names another directory than number ${number} of ${participant}`);
  return { succession, jws, digest: digestOf(jws), root: rootKey };
}

/** What a replaced root key should not have sealed never counted, as with directories. */
export const successionsUnder = (
  chains: Alliance['successions'],
  profiles: readonly HeldProfile[],
): Map<string, readonly HeldSuccession[]> =>
  new Map(
    [...chains].map(([code, chain]) => {
      const end = chain.findIndex(({ succession, root }) => rootForLog(profiles, code, succession.log) !== root);
      return [code, end < 0 ? chain : chain.slice(0, end)];
    }),
  );
