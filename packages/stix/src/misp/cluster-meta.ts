import { OWN_META, TYPES_PROPERTY, WITH_ALIASES, WITH_KILL_CHAIN } from './galaxy-types.ts';
import type { Draft, Raw } from './raw.ts';
import { toUtc } from './times.ts';

const TIMES: ReadonlySet<string> = new Set(['created', 'modified', 'first_seen', 'last_seen']);

/** Catalogue that an external id belongs to, by its prefix. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ['CAPEC', 'capec'],
  ['CVE', 'cve'],
  ['CWE', 'cwe'],
  ['MOB', 'mitre-mobile-attack'],
  ['PRE', 'mitre-pre-attack'],
  ['REF', 'reference_from_CAPEC'],
]);

function sourceOf(externalId: string): string {
  const source = SOURCES.get(externalId.split('-')[0] ?? '');
  if (source !== undefined && externalId.includes('-')) return source;
  if (externalId.includes('-')) return 'NIST Mobile Threat Catalogue';
  return /^\d+$/.test(externalId) ? 'WASC' : 'mitre-attack';
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

function killChainPhases(values: readonly string[]): object[] {
  return values.map((value) => {
    const parts = value.split(':');
    return { kill_chain_name: parts[0], phase_name: parts.at(-1) };
  });
}

const isTrue = (value: unknown): boolean =>
  value === true || value === 1 || value === '1' || value === 'true' || value === 'True';

/**
 * The properties that a cluster's meta data give to an object of a STIX type: those that the type has, external references, and
 * everything else under `x_misp_` and its own name.
 */
export function metaProperties(meta: Raw, type: string, name: string): Draft {
  const properties: Draft = {};
  const references: object[] = [];
  for (const [key, value] of Object.entries(meta)) {
    const first = texts(value)[0] ?? '';
    const known = OWN_META[type] ?? {};
    const own = Object.hasOwn(known, key) ? known[key] : undefined;
    if (TIMES.has(key) && toUtc(first) !== undefined) properties[key] = toUtc(first);
    else if (own !== undefined) properties[key] = own && Array.isArray(value) ? value[0] : value;
    else if (key === 'refs') references.push(...texts(value).map((url) => ({ source_name: 'url', url })));
    else if (key === 'external_id' || key === 'Technique ID' || (key === 'aliases' && type === 'vulnerability')) {
      references.push(...texts(value).map((id) => ({ source_name: sourceOf(id), external_id: id })));
    } else if (key === 'synonyms' && WITH_ALIASES.has(type)) {
      const aliases = texts(value).filter((alias) => alias !== name);
      if (aliases.length > 0) properties.aliases = aliases;
    } else if (key === 'kill_chain' && WITH_KILL_CHAIN.has(type)) {
      properties.kill_chain_phases = killChainPhases(texts(value));
    } else if (type === 'malware' && key === 'is_family')
      properties.is_family = isTrue(Array.isArray(value) ? value[0] : value);
    else if (TYPES_PROPERTY[type] !== undefined && ['labels', 'type', TYPES_PROPERTY[type]].includes(key)) {
      properties[TYPES_PROPERTY[type]] = texts(value);
    } else properties[`x_misp_${key.replace(/[ .]/g, '_')}`] = value;
  }
  if (references.length > 0) properties.external_references = references;
  return properties;
}
