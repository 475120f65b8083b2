import type { StixValue } from '../types.ts';
import { attributeOf, type AttributeParts } from './attribute-of.ts';
import { clusterOf, toGalaxies, type Cluster } from './galaxies-of.ts';
import { objectOf, untold } from './object-of.ts';
import { readComparisons } from './read-paths.ts';
import { indicatorOf, observableOf, textOfObject, vulnerabilityOf } from './others.ts';
import { lookUp, mispLabel, secondsOf, textIn, textsIn, uuidOf, type MispAttribute, type MispObject } from './parts.ts';

export type Statements = ReadonlyMap<string, string>;

/** What is in one event besides its own facts. */
export interface EventParts {
  readonly Attribute: MispAttribute[];
  readonly Object: (MispObject & { ObjectReference?: object[] })[];
  readonly Galaxy: object[];
  readonly EventReport: object[];
  /** Tags of the clusters that belong to the event as a whole. */
  readonly tags: string[];
}

/** Relationship types that the mapping itself makes: what they say, attributes and tags say too. */
const IMPLIED: ReadonlySet<unknown> = new Set(['based-on', 'indicates', 'related-to']);

/** Puts the objects of one event together; `known` are all objects, for references to what is in another event. */
export function partsOf(
  values: readonly StixValue[],
  known: ReadonlyMap<string, StixValue>,
  statements: Statements,
): EventParts {
  return new Assembly(values, known, statements).finish();
}

/** Objects are taken out one kind after the other; what is left has no form. */
class Assembly {
  readonly #left: Map<string, StixValue>;
  readonly #known: ReadonlyMap<string, StixValue>;
  readonly #statements: Statements;
  readonly #parts: EventParts = { Attribute: [], Object: [], Galaxy: [], EventReport: [], tags: [] };
  /** The attribute or object that was made of a STIX object. */
  readonly #made = new Map<string, MispAttribute | MispObject>();
  readonly #clusters = new Map<string, Cluster>();
  readonly #observedIn = new Map<string, StixValue>();

  constructor(values: readonly StixValue[], known: ReadonlyMap<string, StixValue>, statements: Statements) {
    this.#left = new Map(values.map((value) => [String(value.id), value]));
    this.#known = known;
    this.#statements = statements;
  }

  finish(): EventParts {
    this.#takeRevoked();
    this.#takeClusters();
    this.#takeConverted();
    this.#takeNotes();
    this.#takeOthers();
    this.#takeRelations();
    for (const value of this.#left.values()) this.#parts.Attribute.push(textOfObject(value, this.#statements));
    return this.#parts;
  }

  #take(id: string): void {
    this.#left.delete(id);
  }

  /** What an object of MISP does not tell is told besides. */
  #tellRest(values: readonly StixValue[]): void {
    for (const value of values) this.#parts.Attribute.push(textOfObject(value, this.#statements));
  }

  /** MISP has no form for what its author takes back: an attribute would be looked for again, a relationship be a tag. */
  #takeRevoked(): void {
    for (const [id, value] of this.#left) {
      if (value.revoked !== true) continue;
      this.#tellRest([value]);
      this.#take(id);
    }
  }

  #takeClusters(): void {
    for (const [id, value] of this.#left) {
      const cluster = isConverted(value) ? undefined : clusterOf(value);
      if (cluster === undefined) continue;
      this.#clusters.set(id, cluster);
      this.#take(id);
    }
  }

  /** What MISP attributes and objects were made into: the parts of one share its UUID. */
  #takeConverted(): void {
    const byUuid = Map.groupBy(
      [...this.#left.values()].filter((value) => isConverted(value)),
      uuidOf,
    );
    for (const group of byUuid.values()) {
      const of = (type: string): StixValue | undefined => group.find((value) => value.type === type);
      const [observed, indicator] = [of('observed-data'), of('indicator')];
      const alone = group.find(({ type }) => type !== 'observed-data' && type !== 'indicator');
      const observables = lookUp(observed ? textsIn(observed, 'object_refs') : [], this.#known);
      const parts: AttributeParts = {
        observables,
        ...(observed && { observed }),
        ...(indicator && { indicator }),
        ...(alone && { alone }),
      };
      const isObject = group.some((value) => mispLabel(value, 'name') !== undefined || value.type === 'x-misp-object');
      const attribute = isObject ? undefined : attributeOf(parts, this.#statements);
      const object = isObject ? objectOf(parts, this.#statements) : undefined;
      const made = attribute ?? object;
      if (made === undefined) continue;
      if (attribute) this.#parts.Attribute.push(attribute);
      if (object) this.#parts.Object.push(object);
      if (object && !alone) this.#tellRest(untold(object.name, observables));
      if (object && indicator && observables.length === 0 && isBeyond(indicator, object)) this.#tellRest([indicator]);
      for (const value of [...group, ...observables]) {
        this.#made.set(String(value.id), made);
        this.#take(String(value.id));
      }
    }
  }

  #takeNotes(): void {
    for (const [id, value] of this.#left) {
      if (value.type !== 'note' || mispLabel(value, 'data-layer') !== 'Event Report') continue;
      this.#parts.EventReport.push({
        uuid: uuidOf(value),
        name: textIn(value, 'abstract') ?? '',
        content: textIn(value, 'content') ?? '',
        timestamp: secondsOf(textIn(value, 'modified')),
      });
      this.#take(id);
    }
  }

  /** What other producers wrote. */
  #takeOthers(): void {
    for (const value of this.#left.values())
      if (value.type === 'observed-data')
        for (const ref of textsIn(value, 'object_refs')) this.#observedIn.set(ref, value);
    for (const [id, value] of this.#left) this.#takeOther(id, value);
    for (const [id, value] of this.#left)
      if (value.type === 'observed-data' && textsIn(value, 'object_refs').every((ref) => this.#made.has(ref)))
        this.#take(id);
  }

  #takeOther(id: string, value: StixValue): void {
    const statements = this.#statements;
    if (value.type === 'marking-definition' || value.type === 'extension-definition') return this.#take(id);
    if (value.type === 'indicator') return this.#keep(id, indicatorOf(value, statements));
    if (value.type === 'vulnerability') return this.#keep(id, vulnerabilityOf(value, statements));
    const around = referred(value, this.#known);
    const made = observableOf(value, around, this.#observedIn.get(id), statements);
    if (made === undefined) return;
    if ('attribute' in made) return this.#keep(id, made.attribute);
    this.#parts.Object.push(made.object);
    this.#tellRest(untold(made.object.name, [value, ...around]));
    for (const one of [value, ...around]) {
      this.#made.set(String(one.id), made.object);
      this.#take(String(one.id));
    }
  }

  #keep(id: string, attribute: MispAttribute | undefined): void {
    if (attribute === undefined) return;
    this.#parts.Attribute.push(attribute);
    const value = this.#known.get(id);
    this.#made.set(id, attribute);
    if (value) this.#take(id);
  }

  /** Relationships become tags of clusters, or references of objects. */
  #takeRelations(): void {
    const ofParts = new Set<string>();
    for (const [id, value] of this.#left) {
      if (value.type !== 'relationship') continue;
      const [source, target] = [textIn(value, 'source_ref') ?? '', textIn(value, 'target_ref') ?? ''];
      const type = textIn(value, 'relationship_type') ?? 'related-to';
      const [from, to] = [this.#made.get(source), this.#made.get(target)];
      const cluster = this.#clusters.get(target);
      if (from !== undefined && cluster !== undefined && (IMPLIED.has(type) || !('Attribute' in from))) {
        tag(from, cluster.cluster.tag_name);
        ofParts.add(target);
      } else if (from !== undefined && from === to) {
        // An indicator rests on its own observation.
      } else if (from !== undefined && to !== undefined && 'Attribute' in from) {
        refer(from, uuidOf(value), type, to.uuid, textIn(value, 'modified'));
      } else continue;
      this.#take(id);
    }
    const all = [...this.#clusters];
    const ofEvent = all.filter(([id]) => !ofParts.has(id)).map(([, cluster]) => cluster);
    this.#parts.tags.push(...ofEvent.map(({ cluster }) => cluster.tag_name));
    this.#parts.Galaxy.push(...toGalaxies(ofEvent));
  }
}

/** Whether a pattern compares with more than the object holds. */
function isBeyond(indicator: StixValue, { Attribute }: MispObject): boolean {
  const told = new Set(
    Attribute.flatMap(({ value, data = '' }) => [value, data, ...value.split('|'), value.replace(/^AS/, '')]),
  );
  const all = readComparisons(textIn(indicator, 'pattern') ?? '');
  return all === undefined || all.some(({ path, value }) => !path.endsWith('_ref.type') && !told.has(value));
}

/** Whether an object was made of a MISP attribute or object, as its labels say. */
const isConverted = (value: StixValue): boolean =>
  mispLabel(value, 'type') !== undefined ||
  mispLabel(value, 'name') !== undefined ||
  value.type === 'x-misp-attribute' ||
  value.type === 'x-misp-object';

/** The observables that one refers to. */
function referred(value: StixValue, known: ReadonlyMap<string, StixValue>): StixValue[] {
  const refs = Object.entries(value).flatMap(([name, given]) => {
    if (name === 'object_marking_refs' || name === 'object_refs' || !/_refs?$/.test(name)) return [];
    return typeof given === 'string' ? [given] : textsIn(value, name);
  });
  return lookUp(refs, known).filter(({ created }) => created === undefined);
}

function tag(part: MispAttribute | MispObject, name: string): void {
  // An object of MISP bears no tags of its own: its attributes do.
  for (const one of 'Attribute' in part ? part.Attribute : [part])
    if (!one.Tag?.some((given) => given.name === name)) one.Tag = [...(one.Tag ?? []), { name }];
}

function refer(
  part: MispObject & { ObjectReference?: object[] },
  uuid: string,
  type: string,
  target: string,
  time: string | undefined,
): void {
  const reference = { uuid, referenced_uuid: target, relationship_type: type, timestamp: secondsOf(time) };
  part.ObjectReference = [...(part.ObjectReference ?? []), reference];
}
