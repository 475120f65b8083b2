import type { ImportReport } from '#features/imports/model.ts';
import type { Net, TestNode } from './federation/nodes.ts';

const handling = {
  name: 'a file',
  tlp: 'GREEN',
  base: 'unclassified',
  basis: 'mca-2029:5',
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};

export type Handling = Record<string, string | undefined>;

/** What an import is asked with; a member that is undefined is left out. */
const query = (change: Handling): string =>
  new URLSearchParams(
    Object.entries({ ...handling, ...change }).filter((e): e is [string, string] => e[1] !== undefined),
  ).toString();

/** Imports a text at a node; which run is the one before is told by when it began. */
export function importAt(
  node: TestNode,
  net: Net,
  text: string | Uint8Array,
  change: Handling = {},
): Promise<ImportReport> {
  net.clock.advance(1);
  return node.ask(`/api/imports?${query(change)}`, { method: 'POST', bytes: Buffer.from(text) });
}

export const time = '2030-01-01T00:00:00.000Z';
export const later = { modified: '2030-02-01T00:00:00.000Z' };

export const campaign = (n: number, change: object = {}) => ({
  type: 'campaign',
  spec_version: '2.1',
  id: `campaign--00000000-0000-4000-8000-00000000000${n}`,
  created: time,
  modified: time,
  name: `Campaign ${n}`,
  ...change,
});
export const bundle = (objects: object[]): string =>
  JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000000', objects });

/** A campaign under markings, by their ids. */
export const marked = (n: number, ...markings: string[]) =>
  campaign(n, {
    id: `campaign--00000000-0000-4000-8000-0000000000${n}`,
    object_marking_refs: markings.map((id) => `marking-definition--${id}`),
  });
/** TLP:RED of both versions of TLP, and TLP:GREEN. */
export const [red1, red2, green] = [
  '5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
  'e828b379-4e03-4974-9ac4-e53a884c97c1',
  '34098fce-860f-48ae-8e50-ebd3cc5e41da',
] as const;

/** A MISP event of two attributes, with a tag on it and one on the second. */
export const misp = (tag: string | null, attributeTag: string | null) => {
  const tags = (name: string | null) => (name === null ? {} : { Tag: [{ name }] });
  const attribute = (n: number, more: object) => ({
    uuid: `00000000-0000-4000-8000-00000000000${n}`,
    type: 'domain',
    category: 'Other',
    timestamp: '1472480448',
    value: `${n}.example`,
    ...more,
  });
  const Event = {
    uuid: '00000000-0000-4000-8000-00000000bbbb',
    info: 'made up',
    timestamp: '1472541011',
    ...tags(tag),
    Attribute: [attribute(1, {}), attribute(2, tags(attributeTag))],
  };
  return JSON.stringify({ Event });
};
