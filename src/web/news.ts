import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { request, requestNothing } from './http.ts';
import { refreshMs } from './queries.ts';

const newsSchema = z.object({ count: z.number(), atLeast: z.boolean() });
const queryKey = ['news'];

/** What arrived since the officer last looked. While the officer looks at the list where it stands, it is seen. */
export function useNews(isLooking: boolean): z.infer<typeof newsSchema> | undefined {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey,
    queryFn: () => request(newsSchema, '/api/news'),
    refetchInterval: 5 * refreshMs,
  });
  const { mutate } = useMutation({
    mutationFn: () => requestNothing('/api/news/seen', { method: 'PUT' }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  const isNew = (data?.count ?? 0) > 0;
  useEffect(() => {
    if (isLooking && isNew) mutate();
  }, [isLooking, isNew, mutate]);
  return data;
}
