import { query, request } from '#web/http.ts';
import { matrixSchema, timelineSchema } from '../overview-model.ts';
import type { ThreatFilter } from './api.ts';

export const fetchMatrix = () => request(matrixSchema, '/api/threats/all/matrix');

export const fetchTimeline = (filter: ThreatFilter, by: 'modified' | 'seen') =>
  request(timelineSchema, `/api/threats/all/timeline${query({ ...filter, by })}`);
