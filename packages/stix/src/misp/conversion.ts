import { contentDigest } from '../digest.ts';
import { isUuid } from '../validate/identifiers.ts';
import { judgeValue, type ValueFault } from '../judge-value.ts';
import { narrowestTlp, parseTlp, type TlpLabel } from '../tlp.ts';
import type { StixValue } from '../types.ts';
import { derivedUuid, relationshipId } from './made-ids.ts';
import { present, textOf, type Draft, type Raw } from './raw.ts';
import type { TagMeaning } from './tags.ts';
import { fromUnixSeconds, type Moment } from './times.ts';

/** Why a part of an event, or an object made from it, was left out. */
export type MispRefusalCode = ValueFault | 'no-value' | 'deleted' | 'conflicting' | 'object-too-large';

export interface MispRefusal {
  /** JSON pointer into the text: what it was made from. */
  readonly path: string;
  readonly id?: string;
  readonly code: MispRefusalCode;
  readonly why: string;
}

/**
 * What was converted, but not as the author may expect: `unmapped` types kept as custom objects, `bad-value` likewise because the
 * value does not fit its type, `made-id` where a UUID was missing or malformed, `shared-id` where two things had one UUID,
 * `unresolved-reference` to something outside of the text, `not-carried` for parts without a form in STIX here.
 */
export type MispWarningCode =
  | 'unmapped'
  | 'bad-value'
  | 'made-id'
  | 'shared-id'
  | 'unresolved-reference'
  | 'not-carried'
  | 'no-author';

export interface MispWarning {
  readonly path: string;
  readonly code: MispWarningCode;
  readonly why: string;
}

/** An object made from an event, and its JSON text. The same event gives the same text, always. */
export interface MadeObject {
  readonly text: string;
  readonly value: StixValue;
  /** JSON pointer into the text: what it was made from first. */
  readonly path: string;
  /** The narrowest TLP label of what it was made from: STIX marks only some of the objects that a tag is about. */
  readonly tlp?: TlpLabel;
}

/** A relationship that waits until all objects are known. `target` is an identifier, or a UUID of something in the event. */
interface Relation {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  readonly time: Moment;
  readonly path: string;
  readonly uuid?: string;
}

const encoder = new TextEncoder();

/** The objects that the events of one text become. */
export class Conversion {
  readonly objects: MadeObject[] = [];
  readonly refused: MispRefusal[] = [];
  readonly warnings: MispWarning[] = [];
  /** Which value the first cluster with an identifier had. */
  readonly clusterNames = new Map<string, string>();
  readonly #maxObjectBytes: number;
  readonly #made = new Map<string, MadeObject & { tlp?: TlpLabel }>();
  readonly #labels = new Map<string, TlpLabel>();

  constructor(maxObjectBytes: number) {
    this.#maxObjectBytes = maxObjectBytes;
  }

  warn(path: string, code: MispWarningCode, why: string): void {
    this.warnings.push({ path, code, why });
  }

  refuse(path: string, code: MispRefusalCode, why: string, id?: string): void {
    this.refused.push({ path, ...(id !== undefined && { id }), code, why });
  }

  has(id: string): boolean {
    return this.#made.has(id);
  }

  /** Notes the labels among the tags of a part of the text: they hold for everything within it. */
  label(path: string, tags: readonly string[]): void {
    const label = narrowestTlp(tags.map((tag) => (/^tlp:/i.test(tag) ? parseTlp(tag) : undefined)));
    if (label !== undefined) this.#labels.set(path, label);
  }

  /** The narrowest label anywhere in the text. */
  get tlp(): TlpLabel | undefined {
    return narrowestTlp(this.#labels.values());
  }

  /** The narrowest label of a part and all that it stands in. */
  #labelAt(path: string): TlpLabel | undefined {
    if (this.#labels.size === 0) return undefined;
    const found: (TlpLabel | undefined)[] = [];
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) found.push(this.#labels.get(at));
    return narrowestTlp(found);
  }

  /** Adds an object unless it is bad, too large, or there already; true when it stands among the objects afterwards. */
  add(draft: Draft, path: string, at = this.objects.length): boolean {
    const value = present(draft);
    const text = JSON.stringify(value);
    const verdict = judgeValue(value);
    const id = typeof value.id === 'string' ? value.id : undefined;
    if (!verdict.ok) {
      this.refuse(path, verdict.code, verdict.why, id);
      return false;
    }
    const tlp = this.#labelAt(path);
    const before = this.#made.get(verdict.common.id);
    if (before !== undefined) {
      const same = contentDigest(before.value) === contentDigest(value);
      if (!same) this.refuse(path, 'conflicting', 'another part has the same UUID and type, and other content', id);
      const narrower = narrowestTlp([before.tlp, tlp]);
      if (narrower !== undefined) before.tlp = narrower;
      return true;
    }
    const bytes = encoder.encode(text).length;
    if (bytes > this.#maxObjectBytes) {
      this.refuse(path, 'object-too-large', `${bytes} bytes; at most ${this.#maxObjectBytes} are kept`, id);
      return false;
    }
    const made = { text, value, path, ...(tlp !== undefined && { tlp }) };
    this.#made.set(verdict.common.id, made);
    this.objects.splice(at, 0, made);
    return true;
  }
}

/** One event within a conversion: what its parts share, and what they refer to. */
export class EventConversion {
  readonly run: Conversion;
  readonly uuid: string;
  readonly moment: Moment;
  readonly createdBy: string | undefined;
  readonly path: string;
  /** Identifiers for the report's `object_refs`, in order. */
  readonly refs = new Set<string>();
  readonly markings = new Map<string, StixValue>();
  readonly #relations: Relation[] = [];
  readonly #byUuid = new Map<string, string>();

  constructor(run: Conversion, event: { uuid: string; moment: Moment; createdBy: string | undefined; path: string }) {
    this.run = run;
    this.uuid = event.uuid;
    this.moment = event.moment;
    this.createdBy = event.createdBy;
    this.path = event.path;
  }

  /** The UUID of a part; where it is missing or malformed, one derived from the event and what the part says. */
  uuidOf(part: Raw, path: string, ...content: readonly (string | undefined)[]): string {
    const uuid = textOf(part, 'uuid');
    if (uuid !== undefined && isUuid(uuid)) return uuid.toLowerCase();
    this.run.warn(path, 'made-id', 'the UUID is missing or malformed; one was derived from the content');
    return derivedUuid(this.uuid, ...content.map((text) => text ?? ''));
  }

  /** When a part was last changed; the event's time where it does not say. */
  momentOf(part: Raw): Moment {
    return fromUnixSeconds(textOf(part, 'timestamp')) ?? this.moment;
  }

  /** Properties that every object made from this event begins with. */
  begin(type: string, uuid: string, moment?: Moment): Draft {
    const common = { type, spec_version: '2.1', id: `${type}--${uuid}` };
    if (moment === undefined) return common;
    return { ...common, created_by_ref: this.createdBy, created: moment.millis, modified: moment.millis };
  }

  /** Adds an object and refers to it in the report. */
  add(draft: Draft, path: string): void {
    const { id } = draft;
    if (this.run.add(draft, path) && typeof id === 'string') this.refer(id);
  }

  /** Refers to an object in the report, and lets references to its UUID find it. */
  refer(id: string): void {
    this.refs.add(id);
    this.alias(id.slice(-36), id);
  }

  /** Lets references to a UUID find an object, unless they find one already. */
  alias(uuid: string, id: string): void {
    if (!this.#byUuid.has(uuid)) this.#byUuid.set(uuid, id);
  }

  /** Notes the markings that objects of this event refer to, so that they are among the objects. */
  mark({ markings }: TagMeaning): void {
    for (const marking of markings) this.markings.set(String(marking.id), marking);
  }

  relate(relation: Relation): void {
    this.#relations.push(relation);
  }

  /** Adds the relationships whose ends both exist. */
  finishRelations(): void {
    for (const { source, type, target, time, path, uuid } of this.#relations) {
      const found = target.includes('--') ? target : this.#byUuid.get(target.toLowerCase());
      if (found === undefined) {
        this.run.warn(path, 'unresolved-reference', `nothing in this event has the UUID ${target}`);
        continue;
      }
      if (!this.run.has(source) || !this.run.has(found)) continue;
      this.add(
        {
          type: 'relationship',
          spec_version: '2.1',
          id: uuid === undefined ? relationshipId(source, type, found) : `relationship--${uuid}`,
          created: time.millis,
          modified: time.millis,
          relationship_type: type,
          source_ref: source,
          target_ref: found,
        },
        path,
      );
    }
  }
}
