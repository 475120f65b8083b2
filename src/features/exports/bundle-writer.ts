import { addMarkings, referencesOf, versionOf } from '@tamga/stix';
import type { HandlingMarking, StixValue } from '@tamga/stix';
import { handlingMarkings, markingsToAdd } from '#features/threats/model.ts';
import type { OpenedObject } from './open-object.ts';

const encoder = new TextEncoder();

/** Which version of which object this is; a marking definition has no versions. */
export const keyOf = (value: StixValue): string =>
  value.type === 'marking-definition' ? String(value.id) : `${String(value.id)} ${versionOf(value)}`;

/**
 * Puts a bundle together piece by piece: what it gives, one after the other, is its text. Each version of an object stands in it once, and as
 * it came in where it did: `planned` are the keys of all objects that are going to.
 */
export class BundleWriter {
  readonly #alliance: string;
  readonly #handling: ReadonlyMap<string, HandlingMarking>;
  readonly #present: Set<string>;
  /** Definitions that stand at the end, unless they are there as objects. */
  readonly #definitions = new Map<string, HandlingMarking>();
  #lead = '\n';

  constructor(alliance: string, planned: Iterable<string>) {
    this.#alliance = alliance;
    this.#present = new Set(planned);
    this.#handling = handlingMarkings(alliance);
  }

  begin(uuid: string): Uint8Array {
    return encoder.encode(`{"type":"bundle","id":"bundle--${uuid}","objects":[`);
  }

  /** The bytes that came in, with the markings of its record added where the object says less (decision 0028). */
  object({ text, value, marking }: OpenedObject): Uint8Array {
    const markings = markingsToAdd(value, marking, this.#alliance);
    for (const one of markings) this.#definitions.set(one.id, one);
    this.#note(value);
    const ids = markings.map(({ id }) => id);
    return Buffer.concat([this.#separator(), addMarkings(text, ids)]);
  }

  /** What this node makes for the file. Authors and definitions come with each piece; what was imported from another export is here as an object already. */
  made(values: readonly StixValue[]): Uint8Array {
    const parts: Uint8Array[] = [];
    for (const value of values) {
      if (this.#present.has(keyOf(value))) continue;
      if (value.type === 'marking-definition') {
        this.#definitions.set(String(value.id), { ...value, id: String(value.id) });
        continue;
      }
      this.#note(value);
      parts.push(this.#separator(), encoder.encode(JSON.stringify(value)));
    }
    return Buffer.concat(parts);
  }

  end(): Uint8Array {
    const missing = [...this.#definitions.values()].filter((one) => !this.#present.has(keyOf(one)));
    const parts = missing.flatMap((one) => [this.#separator(), encoder.encode(JSON.stringify(one))]);
    return Buffer.concat([...parts, encoder.encode('\n]}\n')]);
  }

  #note(value: StixValue): void {
    this.#present.add(keyOf(value));
    for (const ref of referencesOf(value)) {
      const known = this.#handling.get(ref);
      if (known) this.#definitions.set(ref, known);
    }
  }

  #separator(): Uint8Array {
    const lead = this.#lead;
    this.#lead = ',\n';
    return encoder.encode(lead);
  }
}
