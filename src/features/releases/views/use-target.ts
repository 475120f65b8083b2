import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '#web/session.ts';
import { fetchImportTarget, fetchRecordTarget } from './api.ts';

/** The record or import run that the form stands over, by the page's address, and the way back to that page. */
export function useTarget() {
  const { participant, id = '' } = useParams();
  const navigate = useNavigate();
  const may = useMay();
  const target = useQuery({
    queryKey: ['release-target', participant ?? 'import', id],
    queryFn: () => (participant ? fetchRecordTarget(`${participant}/${id}`) : fetchImportTarget(id)),
    enabled: may.release,
    staleTime: 0,
    gcTime: 0,
  });
  return { target, isImport: !participant, close: () => void navigate('..', { replace: true }) };
}

/** Who holds it now: released to and not recalled since. */
export function holdersOf(
  releases: readonly { to: string; at: string; recalledAt: string | null }[],
): Map<string, string> {
  return new Map(releases.filter((release) => release.recalledAt === null).map((release) => [release.to, release.at]));
}
