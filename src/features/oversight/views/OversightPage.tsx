import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchOversight, fetchSuspensions } from './api.ts';
import { DueTable } from './DueTable.tsx';
import { LeafSections } from './LeafSections.tsx';
import { SuspensionTable } from './SuspensionTable.tsx';

const text = {
  title: 'Oversight',
  about: 'Oversight is given the envelope of each record of these kinds, whatever its marking, and no content.',
  given: 'Envelopes given to us',
  givenNote: 'gate.block: drafts and arrivals that a rule refused. audit.batch: what officers read and took out.',
  noneGiven: 'Nothing came yet',
  owed: 'What we owe',
  owedNote: 'Given is what has its place in the feed that oversight pulls.',
  noneOwed: 'The profile names nobody to whom something is due',
  suspensions: 'Suspensions',
  suspensionsNote: 'While a kind is suspended, nothing of it is sealed, released or applied.',
  suspend: 'Suspend kinds of record',
  noneSuspended: 'Nothing was suspended',
};

/** At oversight's node what came to it; at the others what they owe, and what of it was given. */
export function OversightPage() {
  const { code } = useSession().node;
  const due = useQuery({ queryKey: ['oversight'], queryFn: fetchOversight, refetchInterval: refreshMs });
  const isOverseer = due.data?.participants.includes(code) ?? false;
  return (
    <Page title={text.title} about={text.about}>
      {isOverseer ? (
        <Section title={text.given} note={text.givenNote}>
          <Loaded query={due}>
            {({ given }) =>
              given.length === 0 ? <Empty title={text.noneGiven} /> : <DueTable label={text.given} rows={given} />
            }
          </Loaded>
        </Section>
      ) : (
        <Section title={text.owed} note={text.owedNote}>
          <Loaded query={due}>
            {({ owed }) =>
              owed.length === 0 ? <Empty title={text.noneOwed} /> : <DueTable label={text.owed} rows={owed} />
            }
          </Loaded>
        </Section>
      )}
      <LeafSections isOverseer={isOverseer} />
      <Suspensions isOverseer={isOverseer} />
      <Outlet />
    </Page>
  );
}

function Suspensions({ isOverseer }: { isOverseer: boolean }) {
  const acts = useMay().act && isOverseer;
  const all = useQuery({ queryKey: ['suspensions'], queryFn: fetchSuspensions, refetchInterval: refreshMs });
  return (
    <Section
      title={text.suspensions}
      note={text.suspensionsNote}
      actions={acts ? <ButtonLink to={links.suspend()}>{text.suspend}</ButtonLink> : null}
    >
      <Loaded query={all}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={text.noneSuspended} />
          ) : (
            <SuspensionTable label={text.suspensions} rows={items} mayLift={acts} />
          )
        }
      </Loaded>
    </Section>
  );
}
