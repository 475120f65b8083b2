import { z } from 'zod';
import { query, request } from '#web/http.ts';
import { comparisonSchema } from '../compare-model.ts';
import { exploredSchema } from '../explore-model.ts';
import { neighboursSchema, pathsSchema } from '../graph-model.ts';

/** What of a threat's page stands in its address: how its neighbours are picked, a path's other end, the versions that are compared. */
export type ThreatPageView = {
  readonly [part in 'depth' | 'type' | 'relation' | 'before' | 'path' | 'older' | 'newer']?: string | undefined;
};

const at = (stixId: string): `/api/threats/${string}` => `/api/threats/${encodeURIComponent(stixId)}`;

export const fetchNeighbours = (
  stixId: string,
  { depth, type, relation, before }: Pick<ThreatPageView, 'depth' | 'type' | 'relation' | 'before'>,
) => request(neighboursSchema, `${at(stixId)}/neighbours${query({ depth, type, relation, before, limit: 50 })}`);

export const fetchPaths = (stixId: string, to: string) => request(pathsSchema, `${at(stixId)}/paths${query({ to })}`);

export const fetchGraph = (stixId: string, depth: '2' | undefined) =>
  request(exploredSchema, `${at(stixId)}/graph${query({ depth })}`);

// Times come as text.
const versionSchema = comparisonSchema.shape.from.extend({ modified: z.string().nullable() });
const shownComparison = comparisonSchema.extend({ from: versionSchema, to: versionSchema });
export type ShownComparison = z.infer<typeof shownComparison>;

export const fetchComparison = (stixId: string, from: string, to: string) =>
  request(shownComparison, `${at(stixId)}/diff${query({ from, to })}`);
