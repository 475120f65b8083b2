import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { refreshMs } from '#web/queries.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Alarms } from './Alarms.tsx';
import { fetchAlliance } from './api.ts';
import { ParticipantTable } from './ParticipantTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** What the first page tells of the alliance: alarms above everything (`news` comes next), and whether everybody is in contact. */
export function AtHome({ news }: { news: ReactNode }) {
  const t = useT();
  const alliance = useQuery({ queryKey: ['alliance'], queryFn: fetchAlliance, refetchInterval: refreshMs });
  return (
    <Loaded query={alliance}>
      {(data) => (
        <>
          <Alarms
            alarms={data.alarms}
            stopped={data.participants.filter(({ stopped }) => stopped).map(({ code }) => code)}
          />
          {news}
          <Section
            title={t('alliance.participants')}
            actions={<ButtonLink to={links.alliance()}>{t('alliance.alliancePage.inFull')}</ButtonLink>}
          >
            <ParticipantTable participants={data.participants} self={data.self} />
          </Section>
        </>
      )}
    </Loaded>
  );
}
