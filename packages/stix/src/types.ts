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

/** Types whose objects must carry both `created` and `modified` (STIX 2.1 §3.1, §4, §5, §7.1, §7.3). */
export const VERSIONED_TYPES: ReadonlySet<string> = new Set([
  ...DOMAIN_TYPES,
  'relationship',
  'sighting',
  'language-content',
  'extension-definition',
]);

/** Types that are made once and never versioned: `created` only (STIX 2.1 §7.2). */
export const CREATED_ONLY_TYPES: ReadonlySet<string> = new Set(['marking-definition']);

/** A parsed STIX object, its properties unchecked. */
export type StixValue = Readonly<Record<string, unknown>>;
