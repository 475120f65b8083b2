import { metaProperties } from './cluster-meta.ts';
import type { EventConversion } from './conversion.ts';
import { relationTo, stixTypeOfGalaxy } from './galaxy-types.ts';
import { derivedUuid } from './made-ids.ts';
import { placeOrSector } from './places-and-sectors.ts';
import { isRaw, listOf, textOf, type Draft, type Raw } from './raw.ts';
import type { Moment } from './times.ts';

/** Adds what one cluster stands for and returns its identifier. */
function convertCluster(
  event: EventConversion,
  galaxy: Raw,
  cluster: Raw,
  path: string,
  moment: Moment,
): string | undefined {
  const galaxyType = textOf(galaxy, 'type') ?? 'unknown';
  const value = textOf(cluster, 'value');
  if (value === undefined) {
    event.run.refuse(path, 'no-value', 'the cluster has no value');
    return undefined;
  }
  const clusterType = textOf(cluster, 'type') ?? galaxyType;
  const type = stixTypeOfGalaxy(galaxyType) ?? 'x-misp-galaxy-cluster';
  if (type === 'x-misp-galaxy-cluster') {
    event.run.warn(path, 'unmapped', `clusters of galaxy ${galaxyType} are kept as custom objects`);
  }
  const draft =
    type === 'x-misp-galaxy-cluster'
      ? customCluster(galaxy, cluster, clusterType, value)
      : (placeOrSector(galaxyType, galaxy, cluster, value) ?? knownCluster(cluster, type, clusterType, value));
  const uuid = clusterUuid(event, cluster, type, clusterType, value, path);
  const names = [`misp:galaxy-name="${textOf(galaxy, 'name') ?? galaxyType}"`, `misp:galaxy-type="${clusterType}"`];
  const tag = textOf(cluster, 'tag_name');
  const id = `${type}--${uuid}`;
  // The same cluster hangs on many attributes, each with a time of its own: the first one counts.
  if (event.run.has(id)) {
    event.refer(id);
    return id;
  }
  event.add(
    {
      type,
      spec_version: '2.1',
      id,
      created: moment.millis,
      modified: moment.millis,
      ...draft,
      labels: tag === undefined ? names : [...names, tag],
    },
    path,
  );
  return id;
}

/**
 * The UUID of a cluster. Older exports give all clusters of a galaxy one UUID; those after the first get one of their own, or all but
 * one would be lost. Without any, the galaxy and the value make it, so that it is the same in every event.
 */
function clusterUuid(
  event: EventConversion,
  cluster: Raw,
  type: string,
  clusterType: string,
  value: string,
  path: string,
): string {
  const uuid = event.uuidOf({ uuid: textOf(cluster, 'uuid') ?? '' }, path, clusterType, value);
  const given = uuid === textOf(cluster, 'uuid')?.toLowerCase();
  if (!given) return derivedUuid('galaxy-cluster', clusterType, value);
  const owner = event.run.clusterNames.get(`${type}--${uuid}`);
  if (owner === undefined) event.run.clusterNames.set(`${type}--${uuid}`, value);
  if (owner === undefined || owner === value) return uuid;
  event.run.warn(path, 'shared-id', `the clusters ${owner} and ${value} have one UUID; the second got another`);
  return derivedUuid('galaxy-cluster', clusterType, value);
}

function knownCluster(cluster: Raw, type: string, clusterType: string, value: string): Draft {
  // ATT&CK galaxies write "name - id".
  const name =
    clusterType.startsWith('mitre-') && value.includes(' - ') ? (value.split(' - ')[0] ?? value).trim() : value;
  const meta = isRaw(cluster.meta) ? metaProperties(cluster.meta, type, name) : {};
  const times = meta.created === undefined ? {} : { modified: meta.created };
  return {
    ...times,
    name,
    description: textOf(cluster, 'description'),
    ...(type === 'malware' && { is_family: false }),
    ...meta,
  };
}

function customCluster(galaxy: Raw, cluster: Raw, clusterType: string, value: string): Draft {
  const descriptions = [textOf(galaxy, 'description'), textOf(cluster, 'description')];
  return {
    x_misp_name: textOf(galaxy, 'name'),
    x_misp_type: clusterType,
    x_misp_value: value,
    x_misp_description: descriptions.filter((text) => text !== undefined).join(' | '),
    x_misp_meta: isRaw(cluster.meta) && Object.keys(cluster.meta).length > 0 ? cluster.meta : undefined,
  };
}

/** The tags that say no more than the clusters of a galaxy do. */
function tagsOf(galaxy: Raw): string[] {
  const type = textOf(galaxy, 'type');
  return listOf(galaxy, 'GalaxyCluster').map((cluster) => `misp-galaxy:${type}="${textOf(cluster, 'value')}"`);
}

/** Adds the clusters of galaxies; returns their identifiers. */
function convertGalaxies(event: EventConversion, galaxies: readonly Raw[], path: string, moment: Moment): string[] {
  return galaxies.flatMap((galaxy, g) =>
    listOf(galaxy, 'GalaxyCluster').flatMap((cluster, c) => {
      const id = convertCluster(event, galaxy, cluster, `${path}/Galaxy/${g}/GalaxyCluster/${c}`, moment);
      return id === undefined ? [] : [id];
    }),
  );
}

/** Converts the galaxies of an event and returns which of its tags still have something to say. */
export function convertEventGalaxies(
  event: EventConversion,
  galaxies: readonly Raw[],
  tags: readonly string[],
): string[] {
  convertGalaxies(event, galaxies, event.path, event.moment);
  const said = new Set(
    galaxies.filter((galaxy) => stixTypeOfGalaxy(textOf(galaxy, 'type') ?? '') !== undefined).flatMap(tagsOf),
  );
  return tags.filter((tag) => !said.has(tag));
}

/**
 * Galaxies of an attribute or object: `names` are the tags that they leave, and `relate` converts them and relates the object made from the
 * part to each of them.
 */
export function galaxiesOf(
  event: EventConversion,
  galaxies: readonly Raw[],
  tags: readonly string[],
): { names: string[]; relate: (source: string, path: string, moment: Moment) => void } {
  const said = new Set(galaxies.flatMap(tagsOf));
  return {
    names: tags.filter((tag) => !said.has(tag)),
    relate(source, path, moment) {
      for (const target of convertGalaxies(event, galaxies, path, moment)) {
        event.relate({ source, type: relationTo(source, target), target, time: moment, path });
      }
    },
  };
}
