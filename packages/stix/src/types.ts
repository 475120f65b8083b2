/** STIX domain objects (STIX 2.1 §4). */
export const DOMAIN_TYPES: readonly string[] = [
  'attack-pattern',
  'campaign',
  'course-of-action',
  'grouping',
  'identity',
  'incident',
  'indicator',
  'infrastructure',
  'intrusion-set',
  'location',
  'malware',
  'malware-analysis',
  'note',
  'observed-data',
  'opinion',
  'report',
  'threat-actor',
  'tool',
  'vulnerability',
];

/** A parsed STIX object, its properties unchecked. */
export type StixValue = Readonly<Record<string, unknown>>;
