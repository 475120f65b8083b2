import type { StixValue } from '../types.ts';
import { segment } from './patterns.ts';
import type { Draft } from './raw.ts';

/** One attribute of a MISP object. */
export interface ObjectValue {
  readonly value: string;
  readonly uuid: string;
  /** Content of an attachment in base64. */
  readonly data?: string;
}

/** The attributes of a MISP object by relation. Forms take out what they use; what is left becomes custom properties. */
export class ObjectValues {
  readonly #values = new Map<string, ObjectValue[]>();

  add(relation: string, value: ObjectValue): void {
    const values = this.#values.get(relation);
    if (values === undefined) this.#values.set(relation, [value]);
    else values.push(value);
  }

  has(...relations: readonly string[]): boolean {
    return relations.some((relation) => this.#values.has(relation));
  }

  relations(): string[] {
    return [...this.#values.keys()];
  }

  /** The first value of a relation, taken out if it is fit for use. */
  take(relation: string, isFit: (value: ObjectValue) => boolean = () => true): ObjectValue | undefined {
    const [first, ...others] = this.#values.get(relation) ?? [];
    if (first === undefined || !isFit(first)) return undefined;
    if (others.length > 0) this.#values.set(relation, others);
    else this.#values.delete(relation);
    return first;
  }

  /** All values of a relation, taken out. */
  takeAll(relation: string): ObjectValue[] {
    const values = this.#values.get(relation) ?? [];
    this.#values.delete(relation);
    return values;
  }

  /** What is left, as custom properties; with its content where it has one. */
  rest(): Draft {
    return Object.fromEntries(
      [...this.#values].map(([relation, values]) => {
        const plain = values.map(({ value, data }) => (data === undefined ? value : { value, data }));
        return [customProperty(relation), plain.length === 1 ? plain[0] : plain];
      }),
    );
  }

  /** What is left, as pairs of custom property, written as a path segment of a pattern, and value. */
  restPairs(): [string, string][] {
    return [...this.#values].flatMap(([relation, values]) =>
      values.map(({ value }): [string, string] => [segment(customProperty(relation)), value]),
    );
  }
}

function customProperty(relation: string): string {
  return `x_misp_${relation.replaceAll('-', '_')}`;
}

/** What a MISP object becomes: observables with comparisons for an indicator, or one object of its own. */
export type ObjectForm =
  | { readonly kind: 'observed'; readonly observables: readonly StixValue[]; readonly comparisons: readonly string[] }
  | { readonly kind: 'domain'; readonly properties: StixValue & { readonly type: string } };

/** A MISP object on its way: `all` of its attributes, and again those that are `wanted` for detection. */
export interface ObjectInput {
  readonly all: ObjectValues;
  readonly wanted: ObjectValues;
  /** The identifier of an object of a given type that stands for the whole. */
  readonly id: (type: string) => string;
}
