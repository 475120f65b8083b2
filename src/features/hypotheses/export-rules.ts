import type { HypothesisKind } from './model.ts';

/** A record that may not be taken out, and by which rule. */
export type Refusal = { ref: string; code: string; why: string };

/** A record about an object as an export meets it. `blocked`: why it may not be taken out; null: it may. */
export type Takeable = {
  ref: string;
  kind: HypothesisKind;
  about: readonly string[];
  replaces: string | null;
  /** Only of a finding that can be read and is for it, or neutral, is it known that it does not. */
  isAgainst: boolean;
  blocked: Refusal | null;
};

/** A record that stays without refusing anybody anything: it was given for another purpose, or stays with one that was. */
export type Staying = { ref: string; kind: HypothesisKind; code: 'SG-11' | 'SG-26' };

type Chosen = { taken: ReadonlySet<string>; refused: Refusal[]; stays: Staying[] };

/**
 * What of all that is said about an object goes into an export (decision 0040). A record goes with all its versions or not at all; and
 * where what speaks against it may not go, neither does it, `SG-26`: a finding against a hypothesis, a dissent from an assessment, the
 * withdrawal of anything. What is only about what stays behind stays with it.
 */
export function chooseSaid(records: readonly Takeable[]): Chosen {
  const blocked = records.flatMap((one) => one.blocked ?? []);
  if (blocked.length > 0 && blocked.every(({ code }) => code === 'SG-11')) return leaveToPurpose(records);
  return { ...refuseSaid(records), stays: [] };
}

/**
 * Nobody is refused an object for a purpose that he did not ask about: what was given for another one stays. A finding for a hypothesis,
 * or an opinion, stays alone. Without an alternative, or what speaks against one, the rest would be a verdict: all that is held about the
 * object stays with it, SG-26.
 */
function leaveToPurpose(records: readonly Takeable[]): Chosen {
  const kept = records.filter(({ blocked }) => blocked);
  const { taken, refused } = refuseSaid(records);
  const staysAlone = (one: Takeable): boolean =>
    one.kind === 'hypothesis.opinion' || (one.kind === 'hypothesis.evidence' && !one.isAgainst);
  const some = refused.length === kept.length && kept.every(staysAlone) ? taken : new Set<string>();
  const stays = records.filter(({ ref }) => !some.has(ref)).map(({ ref, kind, blocked }) => toStay(ref, kind, blocked));
  return { taken: some, refused: [], stays };
}

const toStay = (ref: string, kind: HypothesisKind, blocked: Refusal | null): Staying => ({
  ref,
  kind,
  code: blocked ? 'SG-11' : 'SG-26',
});

function refuseSaid(records: readonly Takeable[]): Omit<Chosen, 'stays'> {
  const familyOf = findFamilies(records);
  const gone = new Set(records.flatMap(({ ref, blocked }) => (blocked ? [familyOf(ref)] : [])));
  const refused = records.flatMap(({ blocked }) => blocked ?? []);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const one of records) {
      const subjects = [...new Set(one.about.map(familyOf))].filter((family) => family !== '');
      if (!gone.has(familyOf(one.ref))) {
        const isLeftAlone = one.kind !== 'hypothesis.statement' && subjects.length > 0;
        if (isLeftAlone && subjects.every((family) => gone.has(family))) gone.add(familyOf(one.ref));
        continue;
      }
      for (const subject of speaksAgainst(one) ? subjects.filter((family) => !gone.has(family)) : []) {
        gone.add(subject);
        refused.push({
          ref: subject,
          code: 'SG-26',
          why: `${one.ref} speaks against ${subject} and may not be taken out`,
        });
      }
    }
  }
  return { taken: new Set(records.flatMap(({ ref }) => (gone.has(familyOf(ref)) ? [] : [ref]))), refused };
}

function speaksAgainst({ kind, isAgainst }: Takeable): boolean {
  if (kind === 'hypothesis.evidence') return isAgainst;
  return kind === 'hypothesis.dissent' || kind === 'hypothesis.withdrawal';
}

/** The first version of each record, by which all its versions are one; empty for what is not among these. */
function findFamilies(records: readonly Takeable[]): (ref: string) => string {
  const before = new Map(records.map(({ ref, replaces }) => [ref, replaces]));
  const families = new Map<string, string>();
  for (const { ref } of records) {
    const met = new Set([ref]);
    let first = ref;
    for (let at = before.get(ref); at && before.has(at) && !met.has(at); at = before.get(at)) {
      met.add(at);
      first = at;
    }
    families.set(ref, first);
  }
  return (ref) => families.get(ref) ?? '';
}
