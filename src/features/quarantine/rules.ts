import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import type { Before, Decision, Gate, PersonLimits } from './model.ts';

/** What holds in every alliance. A profile may say less, never more (domain 4: rules are tightened, never loosened). */
export const mostPersons: PersonLimits = { perDay: 25, perMonth: 100 };

export const limitsOf = ({ persons = mostPersons }: { persons?: PersonLimits }): PersonLimits => ({
  perDay: Math.min(persons.perDay, mostPersons.perDay),
  perMonth: Math.min(persons.perMonth, mostPersons.perMonth),
});

/**
 * Whether so many objects of persons from one source may be taken, after those that came before. All of them or none: nobody
 * gets the first ones in by sending more. Code: SG-13.
 */
export function judgePersons(fresh: number, before: Before, limits: PersonLimits): Verdict {
  if (fresh === 0) return accepted;
  const [day, month] = [before.day + fresh, before.month + fresh];
  if (day > limits.perDay)
    return refuse('SG-13', `${day} objects of persons from one source within a day; ${limits.perDay} is the limit`);
  if (month > limits.perMonth)
    return refuse('SG-13', `${month} objects of persons from one source in 30 days; ${limits.perMonth} is the limit`);
  return accepted;
}

/**
 * Who brings a bulk of persons does not let it in himself. Giving it up needs nobody else. `others`: who may decide here besides.
 * Code: other-officer.
 */
export function judgeDecision(
  { gate, officer }: { gate: Gate; officer: string | null },
  decision: Decision,
  by: string,
  others: readonly string[],
): Verdict {
  if (gate !== 'draft' || decision !== 'released' || officer !== by) return accepted;
  const who =
    others.length === 0 ? 'another officer, and there is none here' : `another officer (${others.join(', ')})`;
  return refuse(
    'other-officer',
    `${by} imported it: who lets it in is ${who}, on the page Persons set aside or with \`tamga quarantine-release\`; ${by} can give it up`,
  );
}
