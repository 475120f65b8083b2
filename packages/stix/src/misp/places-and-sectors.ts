import { metaProperties } from './cluster-meta.ts';
import { isRaw, textOf, type Draft, type Raw } from './raw.ts';

/** Regions whose name in UN M49 is not their name in STIX (STIX 2.1 §10.24). */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ['Australia and New Zealand', 'australia-new-zealand'],
  ['Latin America and the Caribbean', 'latin-america-caribbean'],
]);

/** Galaxies that name a country, a region, another place or a sector of the economy, as STIX locations and identities. */
const FORMS: Readonly<Record<string, (galaxy: Raw, cluster: Raw, value: string) => Draft>> = {
  country: (galaxy, cluster, value) => ({
    type: 'location',
    name: textOf(cluster, 'description') ?? value,
    description: `${textOf(galaxy, 'description') ?? ''} | ${value}`,
    country: (isRaw(cluster.meta) ? textOf(cluster.meta, 'ISO') : undefined) ?? value,
    ...meta(cluster, value),
  }),
  region(galaxy, cluster, value) {
    const name = value.split(' - ').at(-1) ?? value;
    return {
      type: 'location',
      name,
      description: `${textOf(galaxy, 'description') ?? ''} | ${textOf(cluster, 'description') ?? ''}`,
      region: REGIONS.get(name) ?? name.toLowerCase().replaceAll(' ', '-'),
      ...meta(cluster, value),
    };
  },
  sector: (galaxy, cluster, value) => ({
    type: 'identity',
    name: value,
    description: textOf(cluster, 'description') ?? textOf(galaxy, 'description'),
    identity_class: 'class',
    ...meta(cluster, value),
  }),
};

function meta(cluster: Raw, name: string): Draft {
  return isRaw(cluster.meta) ? metaProperties(cluster.meta, 'location', name) : {};
}

/** The type and properties of a cluster of such a galaxy, or undefined for other galaxies. */
export function placeOrSector(galaxyType: string, galaxy: Raw, cluster: Raw, value: string): Draft | undefined {
  return Object.hasOwn(FORMS, galaxyType) ? FORMS[galaxyType]?.(galaxy, cluster, value) : undefined;
}
