import type { StixValue } from '../types.ts';
import { isRaw } from '../misp/raw.ts';
import { mispLabel, textIn, textsIn, uuidOf } from './parts.ts';

/** Types that become clusters of a galaxy: what attributes and events are tagged with. */
const CLUSTERS: ReadonlySet<string> = new Set([
  'attack-pattern',
  'campaign',
  'course-of-action',
  'infrastructure',
  'intrusion-set',
  'location',
  'malware',
  'threat-actor',
  'tool',
  'x-misp-galaxy-cluster',
]);

export type Cluster = {
  galaxy: { name: string; type: string };
  cluster: { uuid: string; value: string; tag_name: string };
};

/** The cluster that an object stands for; undefined for what is none. */
export function clusterOf(value: StixValue): Cluster | undefined {
  const galaxyType = mispLabel(value, 'galaxy-type') ?? textIn(value, 'x_misp_type');
  const isSector = value.type === 'identity' && mispLabel(value, 'galaxy-type') !== undefined;
  if (!CLUSTERS.has(String(value.type)) && !isSector) return undefined;
  const type = galaxyType ?? `stix-2.1-${String(value.type)}`;
  const tagged = textsIn(value, 'labels').find((one) => one.startsWith('misp-galaxy:'));
  const given = tagged === undefined ? undefined : /^misp-galaxy:[^=]+="([^]*)"$/.exec(tagged)?.[1];
  const name = given ?? textIn(value, 'x_misp_value') ?? textIn(value, 'name');
  if (name === undefined) return undefined;
  const description = textIn(value, 'description') ?? textIn(value, 'x_misp_description');
  const meta = metaOf(value);
  return {
    galaxy: {
      name: mispLabel(value, 'galaxy-name') ?? textIn(value, 'x_misp_name') ?? nameOfType(String(value.type)),
      type,
    },
    cluster: {
      uuid: uuidOf(value),
      value: name,
      tag_name: tagged ?? `misp-galaxy:${type}="${name}"`,
      ...(description !== undefined && { description }),
      ...(Object.keys(meta).length > 0 && { meta }),
    },
  };
}

const nameOfType = (type: string): string => `STIX 2.1 ${type.replaceAll('-', ' ')}`;

/** What the mapping puts into a cluster's meta data, and can be read back. */
function metaOf(value: StixValue): Record<string, unknown> {
  if (isRaw(value.x_misp_meta)) return value.x_misp_meta;
  const references = Array.isArray(value.external_references) ? value.external_references.filter(isRaw) : [];
  const ids = references.map((one) => textIn(one, 'external_id')).filter((id) => id !== undefined);
  const refs = references.map((one) => textIn(one, 'url')).filter((url) => url !== undefined);
  const phases = Array.isArray(value.kill_chain_phases) ? value.kill_chain_phases.filter(isRaw) : [];
  const aliases = textsIn(value, 'aliases');
  return {
    ...(ids.length > 0 && { external_id: ids.length === 1 ? ids[0] : ids }),
    ...(phases.length > 0 && {
      kill_chain: phases.map((one) => `${textIn(one, 'kill_chain_name')}:${textIn(one, 'phase_name')}`),
    }),
    ...(refs.length > 0 && { refs }),
    ...(aliases.length > 0 && { synonyms: aliases }),
  };
}

/** The galaxies of a list of clusters, each once. */
export function toGalaxies(clusters: readonly Cluster[]): object[] {
  const byType = Map.groupBy(clusters, ({ galaxy }) => galaxy.type);
  return [...byType].map(([type, own]) => ({
    name: own[0]?.galaxy.name,
    type,
    GalaxyCluster: own.map(({ cluster }) => ({ type, ...cluster })),
  }));
}
