import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { refreshMs } from '#web/queries.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Alarms } from './Alarms.tsx';
import { fetchAlliance } from './api.ts';
import { ParticipantTable } from './ParticipantTable.tsx';

const text = {
  title: 'Alliance',
  about: 'Who takes part, and when this node last heard of each. What is shown is what this node was told.',
  participants: 'Participants',
  inFull: 'Keys, documents and their history',
  profile: 'Profile',
  profileNote:
    'The profile names the participants and their root keys. Compare the alliance id with a partner by another way, such as the telephone: equal ids mean the same alliance.',
};

/** The first page: who is in the alliance and whether everything is well. */
export function AlliancePage() {
  const alliance = useQuery({ queryKey: ['alliance'], queryFn: fetchAlliance, refetchInterval: refreshMs });
  return (
    <Page title={text.title} about={text.about}>
      <Loaded query={alliance}>
        {(data) => (
          <>
            <Alarms
              alarms={data.alarms}
              stopped={data.participants.filter(({ stopped }) => stopped).map(({ code }) => code)}
            />
            <Section
              title={text.participants}
              actions={<ButtonLink to={links.allianceInFull()}>{text.inFull}</ButtonLink>}
            >
              <ParticipantTable participants={data.participants} self={data.self} />
            </Section>
            <Section title={text.profile} note={text.profileNote}>
              <Panel>
                <Facts
                  facts={[
                    { name: 'Alliance', value: data.alliance.name },
                    { name: 'Alliance id', value: <Mono>{data.alliance.id}</Mono> },
                    { name: 'Profile number', value: data.alliance.profile },
                    { name: 'Profile digest', value: <Mono>{data.alliance.digest}</Mono> },
                  ]}
                />
              </Panel>
            </Section>
          </>
        )}
      </Loaded>
      <Outlet />
    </Page>
  );
}
