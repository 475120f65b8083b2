import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { DemandState } from './DemandTable.tsx';
import { fetchDemand } from './leaf-api.ts';
import type { ShownDemand } from './leaf-api.ts';
import { LeafTable } from './LeafTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** One demand of oversight: which leaves, and what each turned out to be. */
export function DemandPage() {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  const shown = useQuery({
    queryKey: ['demands', 'one', ref],
    queryFn: () => fetchDemand(ref),
    refetchInterval: refreshMs,
  });
  return (
    <Page title={t('oversight.demandPage.title')} actions={shown.data ? <Actions shown={shown.data} /> : null}>
      <Loaded query={shown}>
        {({ demand, leaves }) => (
          <>
            <Panel>
              <DemandFacts demand={demand} />
            </Panel>
            <Section title={t('oversight.leaves')} note={t('oversight.demandPage.leavesNote')}>
              <LeafTable label={t('oversight.leaves')} leaves={leaves} />
            </Section>
          </>
        )}
      </Loaded>
      <Outlet />
    </Page>
  );
}

function DemandFacts({ demand }: { demand: ShownDemand['demand'] }) {
  const t = useT();
  return (
    <Facts
      facts={[
        { name: t('oversight.state'), value: <DemandState state={demand.state} /> },
        { name: t('oversight.logOf'), value: <Mono>{demand.participant}</Mono> },
        { name: t('oversight.demandPage.demandedBy'), value: <Mono>{demand.by}</Mono> },
        { name: t('oversight.until'), value: <Time at={demand.deadline} /> },
        {
          name: t('oversight.demandPage.answered'),
          value: demand.answeredAt === null ? null : <Time at={demand.answeredAt} />,
        },
        { name: t('oversight.demandPage.checkpoint'), value: t('oversight.demandPage.leaves', { size: demand.size }) },
        {
          name: t('oversight.demandPage.chosen'),
          value: demand.sampled ? t('oversight.demandPage.byTheCheckpointAnd') : t('oversight.byIndex'),
        },
        {
          name: t('oversight.reason'),
          value: <PageLink to={links.record(demand.ref)}>{t('oversight.demandPage.inItsRecord')}</PageLink>,
        },
      ]}
    />
  );
}

function Actions({ shown: { demand, draft } }: { shown: ShownDemand }) {
  const t = useT();
  const may = useMay();
  const { code } = useSession().node;
  const page = links.demand(demand.ref);
  if (code === demand.participant && may.answer && demand.state !== 'opened')
    return <ButtonLink to={links.openLeaves(page)}>{t('oversight.openTheLeaves')}</ButtonLink>;
  if (code === demand.by && may.desk && draft.length > 0)
    return <ButtonLink to={links.finding(page)}>{t('oversight.issueAFinding')}</ButtonLink>;
  return null;
}
