import { describeEnd, endedOn } from '#features/alliance/model.ts';
import { atGate, countUnopened, referBodies, refusedDraft, submitWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { dayOf } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import { maxCases } from './model.ts';
import type { Referred } from './model.ts';
import * as store from './store.ts';

/**
 * Takes over what an authority of this participant left that has ended: tells each counterpart which of its cases the
 * successor has now, and lets the successor read what was released to the former alone. Only an officer of the successor
 * does it. Safe to repeat, for what comes late or where it broke off. Errors: refused `referral`, keys.
 */
export async function referCases(deps: Deps, actor: Actor, from: string, reason: string): Promise<Referred> {
  const { authority: to, officer } = actor;
  const refusal = judgeTakeOver(deps, from, to);
  if (refusal !== null)
    throw refusedDraft({ kind: 'case.refer', officers: [officer] }, { code: 'referral', why: refusal });
  if (!deps.self.keys.wrap.has(to)) throw new TamgaError('keys', `this node holds no wrap key of ${to}`);
  const notices = await atGate(deps, async (tx) => {
    const told: Referred['notices'] = [];
    const open = Map.groupBy(await store.listOpenWith(tx, from, deps.self.code), (row) => row.to);
    for (const [counterpart, rows] of open) {
      const refs = rows.map((row) => row.case);
      for (let start = 0; start < refs.length; start += maxCases) {
        const cases = refs.slice(start, start + maxCases);
        const draft = { kind: 'case.refer', to: counterpart, author: to, officers: [officer] };
        const [made] = await submitWithin(tx, deps, [{ ...draft, body: { from, to, cases, reason } }]);
        told.push({ to: counterpart, ref: made?.ref ?? '', cases: cases.length });
      }
    }
    return told;
  });
  const { rewrapped, broken } = await referBodies(deps, from, to);
  const unopened = broken + (await countUnopened(deps.db, from));
  return { from, to, rewrapped, unopened, notices };
}

function judgeTakeOver({ self, now }: Pick<Deps, 'self' | 'now'>, from: string, to: string): string | null {
  if (from.split('/', 1)[0] !== self.code) return `${from} is no authority of ${self.code}`;
  const named = self.alliance.directories.get(self.code)?.directory.authorities.map(({ code }) => code) ?? [];
  if (!named.includes(from)) return `the directory names no ${from}, but ${named.join(', ')}`;
  const ended = endedOn(self.alliance, from, dayOf(now()));
  if (!ended) return `${from} has not ended`;
  return ended.successor === to ? null : describeEnd(from, ended);
}
