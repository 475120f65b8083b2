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

const text = {
  title: 'Demand of leaves',
  leaves: 'Leaves',
  leavesNote:
    'Envelopes of records and the bytes of padding, never content. Each is held against the checkpoint below.',
  open: 'Open the leaves',
  find: 'Issue a finding',
};

/** One demand of oversight: which leaves, and what each turned out to be. */
export function DemandPage() {
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  const shown = useQuery({
    queryKey: ['demands', 'one', ref],
    queryFn: () => fetchDemand(ref),
    refetchInterval: refreshMs,
  });
  return (
    <Page title={text.title} actions={shown.data ? <Actions shown={shown.data} /> : null}>
      <Loaded query={shown}>
        {({ demand, leaves }) => (
          <>
            <Panel>
              <DemandFacts demand={demand} />
            </Panel>
            <Section title={text.leaves} note={text.leavesNote}>
              <LeafTable label={text.leaves} leaves={leaves} />
            </Section>
          </>
        )}
      </Loaded>
      <Outlet />
    </Page>
  );
}

function DemandFacts({ demand }: { demand: ShownDemand['demand'] }) {
  return (
    <Facts
      facts={[
        { name: 'State', value: <DemandState state={demand.state} /> },
        { name: 'Log of', value: <Mono>{demand.participant}</Mono> },
        { name: 'Demanded by', value: <Mono>{demand.by}</Mono> },
        { name: 'Until', value: <Time at={demand.deadline} /> },
        { name: 'Answered', value: demand.answeredAt === null ? null : <Time at={demand.answeredAt} /> },
        { name: 'Checkpoint', value: `${demand.size} leaves` },
        { name: 'Chosen', value: demand.sampled ? 'by the checkpoint and the demand: neither side picks' : 'by index' },
        { name: 'Reason', value: <PageLink to={links.record(demand.ref)}>in its record</PageLink> },
      ]}
    />
  );
}

function Actions({ shown: { demand, draft } }: { shown: ShownDemand }) {
  const may = useMay();
  const { code } = useSession().node;
  const page = links.demand(demand.ref);
  if (code === demand.participant && may.answer && demand.state !== 'opened')
    return <ButtonLink to={links.openLeaves(page)}>{text.open}</ButtonLink>;
  if (code === demand.by && may.act && draft.length > 0)
    return <ButtonLink to={links.finding(page)}>{text.find}</ButtonLink>;
  return null;
}
