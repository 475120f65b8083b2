import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchGraph } from './graph-api.ts';
import { GraphExplorer } from './GraphExplorer.tsx';
import { nameOf } from './say-graph.ts';
import { useT } from '#web/i18n/use-t.ts';

/** What hangs together with an object, to look around in: a picture, and the same as a list. */
export function GraphPage() {
  const t = useT();
  const { stixId = '' } = useParams();
  const [search] = useSearchParams();
  const depth = search.get('depth') === '2' ? '2' : undefined;
  const graph = useQuery({
    queryKey: ['threats', 'graph', stixId, depth],
    queryFn: () => fetchGraph(stixId, depth),
    refetchOnWindowFocus: false,
  });
  const { colorScheme } = useMantineColorScheme();
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const centre = graph.data?.nodes[0];
  const name = centre ? visibleText(nameOf(t, centre)) : '';
  return (
    <Page
      title={t('threats.graph.title', { name })}
      about={<Mono>{stixId}</Mono>}
      actions={<ButtonLink to={links.threat(stixId)}>{t('threats.graph.back')}</ButtonLink>}
    >
      <Chips name={t('threats.neighbours.howFar')}>
        <Chip name={t('threats.neighbours.oneStep')} to={links.graph(stixId)} isChosen={depth !== '2'} />
        <Chip
          name={t('threats.neighbours.twoSteps')}
          to={links.graph(stixId, { depth: '2' })}
          isChosen={depth === '2'}
        />
      </Chips>
      <Loaded query={graph}>
        {(data) => <GraphExplorer key={`${stixId} ${depth}`} first={data} isDark={isDark} />}
      </Loaded>
    </Page>
  );
}
