/** The STIX type of a galaxy cluster, by MISP galaxy type. What is not here becomes `x-misp-galaxy-cluster`. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  'attack-pattern': [
    'cmtmf-attack-pattern',
    'mitre-attack-pattern',
    'mitre-enterprise-attack-attack-pattern',
    'mitre-ics-techniques',
    'mitre-mobile-attack-attack-pattern',
    'mitre-pre-attack-attack-pattern',
  ],
  'course-of-action': [
    'mitre-course-of-action',
    'mitre-enterprise-attack-course-of-action',
    'mitre-mobile-attack-course-of-action',
  ],
  'intrusion-set': [
    'mitre-enterprise-attack-intrusion-set',
    'mitre-intrusion-set',
    'mitre-mobile-attack-intrusion-set',
    'mitre-pre-attack-intrusion-set',
  ],
  malware: [
    'android',
    'backdoor',
    'banker',
    'cryptominers',
    'malpedia',
    'mitre-enterprise-attack-malware',
    'mitre-ics-software',
    'mitre-malware',
    'mitre-mobile-attack-malware',
    'ransomware',
    'stealer',
  ],
  'threat-actor': ['360net-threat-actor', 'microsoft-activity-group', 'mitre-ics-groups', 'threat-actor'],
  tool: [
    'botnet',
    'exploit-kit',
    'mitre-enterprise-attack-tool',
    'mitre-mobile-attack-tool',
    'mitre-tool',
    'rat',
    'tds',
    'tool',
  ],
  vulnerability: ['branded-vulnerability'],
  campaign: [],
  location: ['country', 'region'],
  identity: ['sector'],
};

const STIX_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_TYPE).flatMap(([stix, types]) =>
    [...types, `stix-2.0-${stix}`, `stix-2.1-${stix}`].map((type): [string, string] => [type, stix]),
  ),
);

/** The STIX type that clusters of a galaxy become, or undefined for custom objects. */
export function stixTypeOfGalaxy(type: string): string | undefined {
  return STIX_TYPES.get(type);
}

/** Properties that cluster meta data fill under their own name, by STIX type; true where STIX has one value instead of a list. */
export const OWN_META: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  campaign: { objective: true },
  'intrusion-set': { goals: false, primary_motivation: true, resource_level: true, secondary_motivations: false },
  location: { administrative_area: true, country: true, region: true },
  malware: { architecture_execution_envs: false, capabilities: false, implementation_languages: false },
  'threat-actor': {
    goals: false,
    personal_motivations: false,
    primary_motivation: true,
    resource_level: true,
    roles: false,
    secondary_motivations: false,
    sophistication: true,
  },
  tool: { tool_version: true },
};

/** The property of open-vocabulary types of a STIX type; `labels`, `type` and its own name in the meta data fill it. */
export const TYPES_PROPERTY: Readonly<Record<string, string>> = {
  malware: 'malware_types',
  'threat-actor': 'threat_actor_types',
  tool: 'tool_types',
};

export const WITH_ALIASES: ReadonlySet<string> = new Set([
  'attack-pattern',
  'campaign',
  'intrusion-set',
  'malware',
  'threat-actor',
  'tool',
]);

export const WITH_KILL_CHAIN: ReadonlySet<string> = new Set(['attack-pattern', 'malware', 'tool']);

/** Relationship types from one object type to another (STIX 2.1 appendix B), as far as attributes become their sources. */
const RELATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  campaign: {
    'attack-pattern': 'uses',
    'intrusion-set': 'attributed-to',
    malware: 'uses',
    'threat-actor': 'attributed-to',
    tool: 'uses',
    vulnerability: 'targets',
  },
  indicator: {
    'attack-pattern': 'indicates',
    campaign: 'indicates',
    'intrusion-set': 'indicates',
    malware: 'indicates',
    'threat-actor': 'indicates',
    tool: 'indicates',
  },
};

/** How an object relates to a galaxy cluster that it was tagged with. */
export function relationTo(source: string, target: string): string {
  const type = (id: string): string => id.slice(0, -38);
  return RELATIONS[type(source)]?.[type(target)] ?? 'related-to';
}
