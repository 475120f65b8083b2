/** What an error is about. An error is a rule of the specification that says MUST. */
export type ErrorCode =
  | 'too-deep'
  | 'not-an-object'
  | 'missing'
  | 'wrong-type'
  | 'empty'
  | 'format'
  | 'timestamp'
  | 'order'
  | 'range'
  | 'enum'
  | 'identifier'
  | 'reference-type'
  | 'unresolved'
  | 'uuid-version'
  | 'property-name'
  | 'type-name'
  | 'dictionary-key'
  | 'reserved'
  | 'not-applicable'
  | 'combination'
  | 'external-reference'
  | 'hash'
  | 'extension'
  | 'marking'
  | 'selector'
  | 'pattern'
  | 'not-json';

/** What a warning is about: a rule that says SHOULD. Where the OASIS validator has the same check, the name is the same. */
export type WarningCode =
  | 'account-type'
  | 'attack-motivation'
  | 'attack-resource-level'
  | 'countries'
  | 'deprecated-properties'
  | 'deterministic-id'
  | 'duplicate-ids'
  | 'extension-description'
  | 'extension-properties'
  | 'extensions-use'
  | 'extref-hashes'
  | 'grouping-context'
  | 'hash-algo'
  | 'hash-length'
  | 'http-request-headers'
  | 'identity-class'
  | 'implementation-languages'
  | 'indicator-pattern-types'
  | 'indicator-properties'
  | 'indicator-types'
  | 'industry-sector'
  | 'infrastructure-types'
  | 'ipfix'
  | 'kill-chain-names'
  | 'malware-analysis-product'
  | 'malware-capabilities'
  | 'malware-result'
  | 'malware-types'
  | 'marking-definition-type'
  | 'mime-type'
  | 'network-traffic-ports'
  | 'observable-dictionary-keys'
  | 'observable-object-keys'
  | 'open-vocab-format'
  | 'other-version'
  | 'pdf-doc-info'
  | 'processor-architecture'
  | 'protocols'
  | 'region'
  | 'relationship-types'
  | 'report-types'
  | 'socket-options'
  | 'threat-actor-role'
  | 'threat-actor-sophistication'
  | 'threat-actor-types'
  | 'tlp-2'
  | 'tool-types'
  | 'unresolved-reference'
  | 'uuid-check'
  | 'windows-pebinary-type'
  | 'windows-process-priority-format';

/** One thing that is wrong with an object. */
export interface Finding<Code extends string = string> {
  /** JSON pointer (RFC 6901) from the value that was given; '' is the value itself. */
  readonly path: string;
  readonly code: Code;
  /** The rule's place, as in `STIX 2.1 §4.7.1`. */
  readonly clause: string;
  readonly message: string;
}

/** All that was found. It is valid when there are no errors. */
export interface Findings {
  readonly errors: readonly Finding<ErrorCode>[];
  readonly warnings: readonly Finding<WarningCode>[];
  /** There was more than the limit lets in. */
  readonly truncated: boolean;
}
