import { HASHES } from '../misp/hashes.ts';

/** One attribute of a MISP object: under which relation and type a path's value is written. */
export interface TemplatePart {
  readonly relation: string;
  readonly type: string;
  readonly path: string;
}

const part = (relation: string, type: string, path: string): TemplatePart => ({ relation, type, path });

const hashParts = Object.entries(HASHES).flatMap(([type, { key, inPattern }]) =>
  [...new Set([key, inPattern])].map((name) => part(type, type, `file:hashes.${name}`)),
);

/** The attributes of the object templates that the mapping knows. */
export const TEMPLATES: ReadonlyMap<string, readonly TemplatePart[]> = new Map([
  ['asn', [part('asn', 'AS', 'autonomous-system:number'), part('description', 'text', 'autonomous-system:name')]],
  [
    'domain-ip',
    [part('domain', 'domain', 'domain-name:value'), part('ip', 'ip-dst', 'domain-name:resolves_to_refs.value')],
  ],
  [
    'file',
    [
      ...hashParts,
      part('filename', 'filename', 'file:name'),
      part('file-encoding', 'text', 'file:name_enc'),
      part('mime-type', 'mime-type', 'file:mime_type'),
      part('size-in-bytes', 'size-in-bytes', 'file:size'),
      part('access-time', 'datetime', 'file:atime'),
      part('creation-time', 'datetime', 'file:ctime'),
      part('modification-time', 'datetime', 'file:mtime'),
      part('path', 'text', 'file:parent_directory_ref.path'),
    ],
  ],
  [
    'ip-port',
    [
      part('ip-src', 'ip-src', 'network-traffic:src_ref.value'),
      part('ip-dst', 'ip-dst', 'network-traffic:dst_ref.value'),
      part('src-port', 'port', 'network-traffic:src_port'),
      part('dst-port', 'port', 'network-traffic:dst_port'),
      part('protocol', 'text', 'network-traffic:protocols'),
      part('first-seen', 'datetime', 'network-traffic:start'),
      part('last-seen', 'datetime', 'network-traffic:end'),
    ],
  ],
  ['mutex', [part('name', 'mutex', 'mutex:name')]],
  ['url', [part('url', 'url', 'url:value')]],
]);

/** The template of an observable that stands alone, and its meta-category. */
export const TEMPLATE_OF: ReadonlyMap<string, { name: string; category: string }> = new Map([
  ['autonomous-system', { name: 'asn', category: 'network' }],
  ['domain-name', { name: 'domain-ip', category: 'network' }],
  ['file', { name: 'file', category: 'file' }],
  ['network-traffic', { name: 'ip-port', category: 'network' }],
]);

const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  'Network activity': [
    'AS',
    'domain',
    'hostname',
    'ip-dst',
    'ip-src',
    'mac-address',
    'port',
    'uri',
    'url',
    'user-agent',
  ],
  'Payload delivery': [...Object.keys(HASHES), 'email-message', 'filename', 'malware-sample'],
  'Social network': ['email'],
  'Artifacts dropped': ['mime-type', 'mutex'],
  'Persistence mechanism': ['regkey'],
  'External analysis': ['attachment', 'vulnerability'],
};
const CATEGORY_OF = new Map(
  Object.entries(CATEGORIES).flatMap(([category, types]) => types.map((type): [string, string] => [type, category])),
);

/** The category that MISP gives an attribute of a type where nobody chose one. */
export const usualCategory = (type: string): string => CATEGORY_OF.get(type.split('|')[0] ?? '') ?? 'Other';
