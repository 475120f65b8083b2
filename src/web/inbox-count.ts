import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './http.ts';
import { refreshMs } from './queries.ts';

const countSchema = z.object({ count: z.number(), urgent: z.number(), overdue: z.number(), more: z.boolean() });

/** How much needs the officer: asked again every few seconds, so that what is new shows without anybody's doing. */
export const useInboxCount = () =>
  useQuery({
    queryKey: ['inbox', 'count'],
    queryFn: () => request(countSchema, '/api/inbox/count'),
    refetchInterval: 5 * refreshMs,
  });
