/**
 * `not-stix`: the text is JSON, but neither a bundle nor one STIX object. `not-misp`: it is JSON, but no MISP event.
 * `too-many-events`: more events than are converted in one run.
 */
export type StixErrorCode = 'not-stix' | 'not-misp' | 'too-many-events';

/** A text that cannot be read at all. Faults of the JSON itself are thrown as JsonError of `@tamga/json`. */
export class StixError extends Error {
  readonly code: StixErrorCode;

  constructor(code: StixErrorCode, message: string) {
    super(message);
    this.name = 'StixError';
    this.code = code;
  }
}
