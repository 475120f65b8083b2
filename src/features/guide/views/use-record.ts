import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiProblem } from '#web/http.ts';
import { refreshMs } from '#web/queries.ts';
import { useSession } from '#web/session.ts';
import { fetchRecord, findRecord, lookAt } from './api.ts';
import type { GuideRecord } from './api.ts';
import { change, markDone, useProgress } from './progress.ts';

export type Followed = { record: GuideRecord | null; to: string; state: ReturnType<typeof lookAt> | null };

/** The record with which the guide is done, and what the node knows of it at the node beside this one. */
export function useRecord(): Followed {
  const { officer, beside } = useSession();
  const { record: ref } = useProgress();
  const to = beside[0]?.code ?? '';
  const { data = null } = useQuery({
    queryKey: ['guide', ref, to, officer.id],
    queryFn: () => (ref === null ? findRecord(officer.authority, to) : fetchRecord(ref).catch(orNone)),
    refetchInterval: refreshMs,
  });
  const state = data && lookAt(data, to);
  useEffect(() => {
    if (data && ref === null) change({ record: data.ref });
    if (state === 'there' || state === 'blanked') markDone('released');
    if (state === 'blanked') markDone('recalled');
  }, [data, ref, state]);
  return { record: data, to, state };
}

/** An alliance that was made anew has it no more: another one is looked for. */
function orNone(error: unknown): null {
  if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
  change({ record: null });
  return null;
}
