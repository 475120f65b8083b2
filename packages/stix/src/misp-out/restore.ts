import { parseStrictJson } from '@tamga/json';
import { contentDigest } from '../digest.ts';
import type { StixValue } from '../types.ts';
import { findEvents, readMispEvent } from '../misp/read-misp-event.ts';
import { flagOf, isRaw, listOf, textOf, type Raw } from '../misp/raw.ts';
import type { MadeObject } from '../misp/conversion.ts';
import { withOneTlp } from './one-tlp.ts';
import type { MispEvent } from './write-misp-events.ts';

/**
 * Puts the original parts back into events that were written from STIX objects: each attribute, object, galaxy and report of the text that
 * the objects were converted from, where all that was made of it is among the objects and unchanged, and the facts of the event where its
 * report is. What the objects do not hold is not given, whatever the text says.
 *
 * @throws JsonError, StixError where the text is none that was converted
 */
export function restoreMispEvents(
  events: readonly MispEvent[],
  text: Uint8Array,
  values: readonly StixValue[],
): MispEvent[] {
  const made = readMispEvent(text).objects.filter(({ value }) => value.type !== 'marking-definition');
  const digests = new Map<unknown, Set<string>>();
  const wanted = new Set(made.map(({ value }) => value.id));
  for (const value of values)
    if (wanted.has(value.id)) digests.set(value.id, (digests.get(value.id) ?? new Set()).add(contentDigest(value)));
  const isHeld = ({ value }: MadeObject): boolean => digests.get(value.id)?.has(contentDigest(value)) ?? false;

  const whole = new Map<string, { uuids: Set<string>; isWhole: boolean }>();
  for (const one of made) {
    const at = partOf(one.path);
    const part = whole.get(at) ?? { uuids: new Set(), isWhole: true };
    part.uuids.add(String(one.value.id).slice(-36));
    part.isWhole &&= isHeld(one);
    whole.set(at, part);
  }
  const json = parseStrictJson(text, { maxBytes: 256 << 20, maxDepth: 64, maxValues: 64_000_000, numbers: 'safe' });
  const sources = findEvents(json).map(([event, path]) => new Source(event, path, whole));
  return events.map((event) => {
    const report = sources.find((source) => source.uuid === event.uuid);
    const facts = report?.hasReport ? report.facts() : {};
    const lists = (['Attribute', 'Object', 'EventReport'] as const).map((list) => backIn(event, sources, list));
    return Object.assign({ ...event, ...facts, ...report?.galaxies() }, ...lists) as MispEvent;
  });
}

/** The part of an event that a pointer leads into: an attribute, an object, all galaxies, a report, the author, or the event itself. */
function partOf(path: string): string {
  return (
    /^(?:\/response\/\d+)?\/Event(?:\/(?:Attribute|Object|EventReport)\/\d+|\/Galaxy|\/Orgc)?/.exec(path)?.[0] ?? path
  );
}

type List = 'Attribute' | 'Object' | 'EventReport';

/** What STIX holds of an event. Who entered it, proposals, and what it correlates with, are in no object and so in no export. */
const FACTS: ReadonlySet<string> = new Set([
  'uuid',
  'info',
  'date',
  'timestamp',
  'publish_timestamp',
  'published',
  'threat_level_id',
  'analysis',
  'extends_uuid',
  'distribution',
]);

const tagsIn = (tags: readonly Raw[]): Raw[] =>
  withOneTlp(tags.map((tag) => ({ name: textOf(tag, 'name') ?? '', tag }))).map(({ tag }) => tag);

/** A part without the lists that no object was made of, and without what its author deleted. */
function told(part: Raw): Raw {
  const lists = new Set(['Tag', 'Galaxy', 'Attribute', 'ObjectReference']);
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, value]) => {
      if (typeof value !== 'object' || value === null) return [[name, value]];
      if (!lists.has(name)) return [];
      const kept = listOf(part, name).filter((one) => flagOf(one, 'deleted') !== true);
      if (name === 'Tag') return [[name, tagsIn(kept)]];
      return [[name, name === 'Attribute' ? kept.filter((one) => textOf(one, 'value') !== undefined).map(told) : kept]];
    }),
  );
}

type Whole = ReadonlyMap<string, { uuids: ReadonlySet<string>; isWhole: boolean }>;

/** An original event, of which only whole parts are given. */
class Source {
  readonly uuid: string;
  readonly #event: Raw;
  readonly #path: string;
  readonly #whole: Whole;

  constructor(event: Raw, path: string, whole: Whole) {
    this.uuid = (textOf(event, 'uuid') ?? '').toLowerCase();
    this.#event = event;
    this.#path = path;
    this.#whole = whole;
  }

  #isWhole(part: string): boolean {
    return this.#whole.get(`${this.#path}${part}`)?.isWhole ?? false;
  }

  /** Whether the report that stands for the event is there, unchanged. */
  get hasReport(): boolean {
    return this.#isWhole('');
  }

  /** What is said of the event itself. */
  facts(): Record<string, unknown> {
    const { Orgc, Tag } = this.#event;
    const author = this.#whole.get(`${this.#path}/Orgc`);
    return {
      ...Object.fromEntries(Object.entries(this.#event).filter(([name]) => FACTS.has(name))),
      ...(isRaw(Orgc) && (author === undefined || author.isWhole) && { Orgc }),
      ...(Array.isArray(Tag) && { Tag: tagsIn(Tag.filter(isRaw)) }),
    };
  }

  galaxies(): Record<string, unknown> {
    return this.#isWhole('/Galaxy') ? { Galaxy: this.#event.Galaxy } : {};
  }

  /** The original parts of a list, by each UUID that they have in STIX. */
  *parts(list: List): Generator<[string, Raw]> {
    for (const [index, part] of listOf(this.#event, list).entries()) {
      const known = this.#whole.get(`${this.#path}/${list}/${index}`);
      if (known?.isWhole) for (const uuid of known.uuids) yield [uuid, told(part)];
    }
  }
}

/** The list of an event with the original in the place of what was written. */
function backIn(event: MispEvent, sources: readonly Source[], list: List): Record<string, unknown> {
  if (!Array.isArray(event[list])) return {};
  const originals = new Map(sources.flatMap((source) => [...source.parts(list)]));
  return { [list]: listOf(event, list).map((part) => originals.get(String(part.uuid)) ?? part) };
}
