import { readBundle } from '@tamga/stix';
import { expect } from 'vitest';
import type { ExportPlan } from '#features/exports/model.ts';
import type { ImportReport } from '#features/imports/model.ts';
import type { TestNode } from './federation/nodes.ts';

export const time = '2030-01-01T00:00:00.000Z';
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const object = (type: string, n: number, change: object = {}) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(n)}`,
  created: time,
  modified: time,
  name: `${type} ${n}`,
  ...change,
});
export const tlp2 = {
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

export const refsOf = (report: ImportReport): string[] =>
  report.items.flatMap(({ ref }) => (ref === null ? [] : [ref]));

export type File = { text: string; texts: Map<string, string>; ids: string[] };
export async function take(node: TestNode, query: string): Promise<File> {
  const { bytes } = await node.download(`/api/exports/stix?${query}`);
  const read = readBundle(bytes);
  expect(read.refused).toEqual([]);
  const texts = read.objects.map(
    ({ id, start, end }) => [id, Buffer.from(bytes.subarray(start, end)).toString()] as const,
  );
  return { text: Buffer.from(bytes).toString(), texts: new Map(texts), ids: texts.map(([id]) => id) };
}
export const planOf = (node: TestNode, query: string): Promise<ExportPlan> => node.ask(`/api/exports?${query}`);
