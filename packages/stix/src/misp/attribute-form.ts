import type { StixValue } from '../types.ts';

/** An attribute on its way into STIX. */
export interface AttributeInput {
  readonly type: string;
  readonly value: string;
  /** Content of an attachment in base64. */
  readonly data?: string;
  /** The identifier of an object of a given type that stands for this attribute. */
  readonly id: (type: string) => string;
}

/**
 * What an attribute becomes. `observed`: observables with their observed-data, and an indicator when it is meant for detection.
 * `indicator`: nothing but an indicator; if `always`, also when it is not meant for detection. `domain`: one object of its own.
 */
export type AttributeForm =
  | { readonly kind: 'observed'; readonly observables: readonly StixValue[]; readonly pattern: string }
  | { readonly kind: 'indicator'; readonly pattern: string; readonly patternType: string; readonly always: boolean }
  | { readonly kind: 'domain'; readonly properties: StixValue & { readonly type: string } };

/** Undefined when the value does not fit its type. */
export type Former = (input: AttributeInput) => AttributeForm | undefined;
