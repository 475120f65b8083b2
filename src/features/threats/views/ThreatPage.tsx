import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { refreshMs } from '#web/queries.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchThreat } from './api.ts';
import { ThreatVersions } from './ThreatVersions.tsx';

const text = {
  title: 'Object',
  about: 'Every version that this node was given, each exactly as its author sealed it. The newest comes first.',
};

export function ThreatPage() {
  const { stixId = '' } = useParams();
  const threat = useQuery({
    queryKey: ['threats', 'one', stixId],
    queryFn: () => fetchThreat(stixId),
    refetchInterval: refreshMs,
  });
  return (
    <Page title={threat.data ? titleOf(threat.data) : text.title} about={<Mono>{stixId}</Mono>}>
      <p style={{ marginBlockEnd: '1.5rem' }}>{text.about}</p>
      <Loaded query={threat}>{(data) => <ThreatVersions key={data.id} versions={data.versions} />}</Loaded>
    </Page>
  );
}

/** The name in the newest version that can be read, or the type. */
function titleOf(threat: { id: string; versions: readonly { source: string; destroyed: boolean }[] }): string {
  const type = threat.id.split('--')[0] ?? text.title;
  for (const { source, destroyed } of threat.versions) {
    if (destroyed) continue;
    try {
      const { name } = JSON.parse(source) as { name?: unknown };
      if (typeof name === 'string') return visibleText(name);
    } catch {
      // Not JSON: the exact text below is all there is to show.
    }
  }
  return type;
}
