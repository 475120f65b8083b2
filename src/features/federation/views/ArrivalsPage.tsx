import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchHeld, fetchRefused } from './api.ts';
import { HeldTable } from './HeldTable.tsx';
import { RefusedTable } from './RefusedTable.tsx';

const text = {
  title: 'Arrivals',
  about: 'What other participants sent and this node did not simply accept. Accepted records are under Records.',
  quarantined: 'Quarantined',
  quarantinedNote:
    'The seal and the proof hold, but a rule says the author could not say this, or this node does not understand it. Kept, without effect.',
  waiting: 'Waiting',
  waitingNote: 'They speak of records that are not here yet, and are judged again by themselves when those arrive.',
  refused: 'Refused',
  refusedNote: 'Seal, digest or proof is wrong, so nothing was stored as a record. The sender was told.',
  noneQuarantined: 'Nothing in quarantine',
  noneWaiting: 'Nothing is waiting',
  noneRefused: 'Nothing was refused',
};

export function ArrivalsPage() {
  return (
    <Page title={text.title} about={text.about}>
      <Held verdict="quarantined" title={text.quarantined} note={text.quarantinedNote} none={text.noneQuarantined} />
      <Held verdict="waiting" title={text.waiting} note={text.waitingNote} none={text.noneWaiting} />
      <Refused />
    </Page>
  );
}

type HeldProps = { verdict: 'waiting' | 'quarantined'; title: string; note: string; none: string };

function Held({ verdict, title, note, none }: HeldProps) {
  const held = useQuery({
    queryKey: ['arrivals', verdict],
    queryFn: () => fetchHeld(verdict),
    refetchInterval: refreshMs,
  });
  const all = held.data?.next ? <PageLink to={links.records({ verdict })}>All {verdict} records</PageLink> : null;
  const isBulk = held.data?.items.some(({ code }) => code === 'SG-13') === true;
  const actions = isBulk ? (
    <>
      <PageLink to={links.quarantine()}>Decide about persons</PageLink> {all}
    </>
  ) : (
    all
  );
  return (
    <Section title={title} note={note} actions={actions}>
      <Loaded query={held}>
        {(data) =>
          data.items.length === 0 ? <Empty title={none} /> : <HeldTable label={title} records={data.items} />
        }
      </Loaded>
    </Section>
  );
}

function Refused() {
  const refused = useQuery({ queryKey: ['arrivals', 'refused'], queryFn: fetchRefused, refetchInterval: refreshMs });
  return (
    <Section title={text.refused} note={text.refusedNote}>
      <Loaded query={refused}>
        {(data) => (data.items.length === 0 ? <Empty title={text.noneRefused} /> : <RefusedTable lines={data.items} />)}
      </Loaded>
    </Section>
  );
}
