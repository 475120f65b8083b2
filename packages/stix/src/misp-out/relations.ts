/**
 * Types of those attributes of the templates that the mapping knows for which STIX has no property, after MISP's definitions of the
 * templates. In STIX they are custom properties, which say neither the type nor how the relation is written.
 */
const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  asn: { 'first-seen': 'datetime', 'last-seen': 'datetime', 'subnet-announced': 'ip-src' },
  'domain-ip': {
    'first-seen': 'datetime',
    hostname: 'hostname',
    'last-seen': 'datetime',
    port: 'port',
    'registration-date': 'datetime',
  },
  file: {
    attachment: 'attachment',
    authentihash: 'authentihash',
    certificate: 'x509-fingerprint-sha1',
    'compilation-timestamp': 'datetime',
    entropy: 'float',
    imphash: 'imphash',
    'malware-sample': 'malware-sample',
    mimetype: 'mime-type',
    'pattern-in-file': 'pattern-in-file',
    telfhash: 'telfhash',
    vhash: 'vhash',
  },
  'ip-port': { AS: 'AS', domain: 'domain', hostname: 'hostname', ip: 'ip-dst' },
  url: {
    domain: 'domain',
    domain_without_tld: 'text',
    'first-seen': 'datetime',
    host: 'hostname',
    ip: 'ip-dst',
    'last-seen': 'datetime',
    port: 'port',
    query_string: 'text',
    resource_path: 'text',
  },
  vulnerability: {
    created: 'datetime',
    'cvss-score': 'float',
    modified: 'datetime',
    published: 'datetime',
    'vulnerable-configuration': 'cpe',
  },
};

const byProperty = new Map(
  Object.entries(TYPES).map(([template, types]) => [
    template,
    new Map(Object.entries(types).map(([relation, type]) => [relation.replaceAll('-', '_'), { relation, type }])),
  ]),
);

/** The attribute of a template that a custom property (without its `x_misp_`) is; undefined where its type is the usual one. */
export const relationOf = (template: string, property: string): { relation: string; type: string } | undefined =>
  byProperty.get(template)?.get(property);
