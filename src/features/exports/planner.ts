import { attributionsOf, isPersonBearing, referencesOf, versionOf } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { findPersonal } from '#features/threats/actions.ts';
import { isPersonId } from '#features/threats/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { batchesOf, rowsAtOnce } from './batches.ts';
import { keyOf } from './bundle-writer.ts';
import type { Found } from './find-selected.ts';
import type { Blocked, Refusal } from './model.ts';
import { openObject } from './open-object.ts';
import { judgeExport, judgeObject, judgePurpose, maxPersons } from './rules.ts';
import * as store from './select-store.ts';

/** What one export holds at most: as many objects, and as many bytes, as one import takes. */
export const exportLimits = { maxObjects: 100_000, maxBytes: 256 * 1024 * 1024 };
const maxShown = 20;

/** One object that is to be exported; `key`: which version of which object it is. */
export type PlannedObject = { id: number; ref: string; key: string; bytes: number };
/** `attributed`: what it attributes to others. */
export type Candidate = PlannedObject & {
  objectId: string;
  version: string;
  participant: string;
  own: boolean;
  named: boolean;
  attributed: readonly string[];
};

export const tooLarge = (what: string): TamgaError => new TamgaError('too-large', `${what}: choose fewer`);

/** Opens and judges what is asked for, a few bodies at a time. */
export class Planner {
  readonly candidates: Candidate[] = [];
  readonly refused: Refusal[] = [];
  /** Ids that what was accepted rests on. */
  readonly wanted = new Set<string>();
  readonly held = new Set<string>();
  refusedCount = 0;
  readonly #blocked = new Map<string, Blocked>();
  #persons = 0;
  readonly #deps: Pick<Deps, 'db' | 'self'>;
  readonly #viewer: Viewer;
  readonly #suspended: ReadonlySet<string>;
  readonly #purpose: string;
  readonly #seen = new Set<number>();
  readonly #refusedRefs = new Set<string>();

  constructor(
    deps: Pick<Deps, 'db' | 'self'>,
    { viewer, suspended, purpose }: { viewer: Viewer; suspended: ReadonlySet<string>; purpose: string },
  ) {
    this.#deps = deps;
    this.#viewer = viewer;
    this.#suspended = suspended;
    this.#purpose = purpose;
  }

  async add(found: readonly Found[]): Promise<void> {
    const fresh = found.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of fresh) this.#seen.add(id);
    const { maxObjects } = exportLimits;
    if (this.#seen.size > maxObjects) throw tooLarge(`more than ${maxObjects} objects, the most of one export`);
    for (let start = 0; start < fresh.length; start += rowsAtOnce) {
      const some = fresh.slice(start, start + rowsAtOnce);
      const rows = await store.readSelected(
        this.#deps.db,
        some.map(({ id }) => id),
        this.#viewer,
      );
      const how = new Map(some.map((one) => [one.id, one]));
      const allowed = rows.filter((row) => {
        const verdict = judgeExport(row, this.#viewer, this.#deps.self.code, this.#suspended);
        if (!verdict.ok) this.refuse({ ref: row.ref, code: verdict.code, why: verdict.why }, row.kind);
        return verdict.ok;
      });
      for (const batch of batchesOf(allowed)) await this.#open(batch, how);
    }
  }

  async #open(batch: readonly store.SelectedRow[], how: ReadonlyMap<number, Found>): Promise<void> {
    const own = this.#deps.self.code;
    const outer = new Map(batch.map((row) => [row.id, row]));
    const rows = await store.readContents(this.#deps.db, [...outer.keys()], this.#viewer);
    const personal = await findPersonal(this.#deps.db, [...outer.keys()]);
    for (const row of rows) {
      const opened = openObject(row, this.#deps.self);
      const { named = false, persons = false, isRemark = false } = how.get(row.id) ?? {};
      if (typeof opened === 'string') {
        this.refuse({ ref: row.ref, code: opened, why: `the content of ${row.ref} cannot be opened here` });
        continue;
      }
      const { value, marking, use } = opened;
      if (isRemark && namesPerson(value)) continue;
      // What is put aside tells of a person whom its own text does not name: an actor traced to one, a relationship of one (decision 0047).
      const isPerson = isPersonBearing(value);
      const tellsOfPerson = isPerson || personal.has(row.id);
      const purpose = judgePurpose(row.ref, use, this.#purpose, own);
      const verdict = purpose.ok
        ? judgeObject(row.ref, value, marking, { isPerson, tellsOfPerson, persons }, this.#deps.self.alliance.id)
        : purpose;
      if (!verdict.ok) {
        this.refuse({ ref: row.ref, code: verdict.code, why: verdict.why });
        continue;
      }
      if (isPerson || (tellsOfPerson && value.type === 'threat-actor')) this.#countPerson();
      this.#take(value, {
        id: row.id,
        ref: row.ref,
        bytes: opened.text.length,
        participant: outer.get(row.id)?.participant ?? '',
        own: outer.get(row.id)?.participant === own,
        named,
      });
    }
  }

  #take(value: StixValue, candidate: Omit<Candidate, 'key' | 'objectId' | 'version' | 'attributed'>): void {
    const objectId = String(value.id);
    this.held.add(objectId);
    const attributed = attributionsOf(value).map(({ source }) => source);
    this.candidates.push({ ...candidate, key: keyOf(value), objectId, version: versionOf(value), attributed });
    for (const ref of referencesOf(value)) this.wanted.add(ref);
  }

  #countPerson(): void {
    this.#persons += 1;
    if (this.#persons > maxPersons)
      throw new TamgaError('refused', `more than ${maxPersons} objects about persons in one export`, {
        detail: { code: 'SG-13' },
      });
  }

  /** How many records were refused, by their kind and the rule. */
  get blocked(): Blocked[] {
    return [...this.#blocked.values()];
  }

  /** Counts what may not be taken out; the first are told. */
  refuse(refusal: Refusal, kind = 'threat.object'): void {
    // One record may be held about several objects: it is told once, by the rule that was met first.
    if (this.#refusedRefs.has(refusal.ref)) return;
    this.#refusedRefs.add(refusal.ref);
    this.refusedCount += 1;
    this.block(refusal.code, kind);
    if (this.refused.length < maxShown) this.refused.push(refusal);
  }

  /** Counts what a rule kept, for the account of the gates. */
  block(code: string, kind: string): void {
    const key = `${kind} ${code}`;
    this.#blocked.set(key, { kind, code, count: (this.#blocked.get(key)?.count ?? 0) + 1 });
  }
}

const namesPerson = ({ object_refs: refs }: StixValue): boolean =>
  !Array.isArray(refs) || refs.some((id) => typeof id !== 'string' || isPersonId(id));
