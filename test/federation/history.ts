import fc from 'fast-check';
import type { Net } from './nodes.ts';

export const codes = ['xa', 'xb', 'xc', 'ec'] as const;
export type Code = (typeof codes)[number];
/** The last day on which xc is a participant: histories run past it. */
export const lastDayOf: Partial<Record<string, string>> = { xc: '2030-05-13' };

const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
const bases = ['unclassified', 'confidential'] as const;
export type Marking = { tlp: (typeof tlps)[number]; base: (typeof bases)[number] };

export type Command =
  | { do: 'submit'; at: Code; marking: Marking }
  | { do: 'import'; at: Code; marking: Marking; objects: { n: number; version: number }[] }
  | { do: 'replace'; pick: number }
  | { do: 'release'; picks: number[]; hops: number[] }
  /** Takes back, or gives once more, what was let go before. */
  | { do: 'recall'; picks: number[] }
  | { do: 'again'; pick: number }
  /** Lets go or takes back what another wrote. */
  | { do: 'meddle'; at: Code; pick: number; to: Code; recall: boolean }
  | { do: 'line'; between: [Code, Code]; up: boolean }
  | { do: 'clock'; hours: number }
  | { do: 'sequence'; at: Code }
  | { do: 'crash'; at: Code }
  | { do: 'pull'; at: Code; from: Code }
  /** Carries what was let go to whom it is for, if the line is up. */
  | { do: 'carry'; pick: number };

const code = fc.constantFrom(...codes);
const pick = fc.nat(1000);
const marking = fc.record({
  tlp: fc.constantFrom(...tlps, 'GREEN' as const, 'CLEAR' as const),
  base: fc.constantFrom('unclassified' as const, 'unclassified' as const, ...bases),
});
const picks = fc.array(pick, { minLength: 1, maxLength: 4 });
const hops = fc.uniqueArray(fc.integer({ min: 1, max: codes.length - 1 }), { minLength: 1, maxLength: 3 });
const objects = fc.array(fc.record({ n: fc.nat(3), version: fc.nat(2) }), { minLength: 1, maxLength: 4 });
const weighted = <C extends Command['do'], R extends object>(
  weight: number,
  name: C,
  rest: { [K in keyof R]: fc.Arbitrary<R[K]> },
) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Extract<Command, { do: C }>>,
});

/** What happens in an alliance, in any order. */
export const history: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    weighted(4, 'submit', { at: code, marking }),
    weighted(1, 'import', { at: code, marking, objects }),
    weighted(1, 'replace', { pick }),
    weighted(7, 'release', { picks, hops }),
    weighted(5, 'recall', { picks }),
    weighted(2, 'again', { pick }),
    weighted(2, 'meddle', { at: code, pick, to: code, recall: fc.boolean() }),
    weighted(1, 'line', { between: fc.tuple(code, code), up: fc.boolean() }),
    weighted(2, 'clock', { hours: fc.integer({ min: 1, max: 12 }) }),
    weighted(3, 'sequence', { at: code }),
    weighted(1, 'crash', { at: code }),
    weighted(2, 'pull', { at: code, from: code }),
    weighted(12, 'carry', { pick }),
  ),
  { minLength: 30, maxLength: 60, size: 'max' },
);

/** A content record with a word that stands in its body and nowhere else. */
export type Made = { ref: string; author: string; kind: string; marking: Marking; word: string };
export type World = {
  net: Net;
  made: Made[];
  /** What was let go, in order. */
  given: { record: Made; to: string }[];
  /** Every checkpoint that was ever to be seen, in order. */
  notes: { code: string; note: string }[];
  words: number;
};

/** Who may have what, as the profile says it in words; written apart from the rules that are tested. */
export function mayHave(record: Made, recipient: string, at: Date): boolean {
  const isMember = recipient !== 'ec';
  if (!isMember && (record.marking.base === 'confidential' || record.marking.tlp.startsWith('RED'))) return false;
  if (!isMember && record.marking.tlp === 'AMBER+STRICT') return false;
  return [recipient, record.author].every((one) => at.toISOString().slice(0, 10) <= (lastDayOf[one] ?? '9999'));
}
