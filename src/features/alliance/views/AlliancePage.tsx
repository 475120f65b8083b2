import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
import { useT } from '#web/i18n/use-t.ts';

/** The first page: what changed (`news`), who is in the alliance and whether everything is well. */
export function AlliancePage({ news }: { news: ReactNode }) {
  const t = useT();
  const alliance = useQuery({ queryKey: ['alliance'], queryFn: fetchAlliance, refetchInterval: refreshMs });
  return (
    <Page title={t('alliance.alliancePage.title')} about={t('alliance.alliancePage.about')}>
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
              actions={<ButtonLink to={links.allianceInFull()}>{t('alliance.alliancePage.inFull')}</ButtonLink>}
            >
              <ParticipantTable participants={data.participants} self={data.self} />
            </Section>
            <Section title={t('alliance.alliancePage.profile')} note={t('alliance.alliancePage.profileNote')}>
              <Panel>
                <Facts
                  facts={[
                    { name: t('alliance.alliancePage.title'), value: data.alliance.name },
                    { name: t('alliance.alliancePage.allianceId'), value: <Mono>{data.alliance.id}</Mono> },
                    { name: t('alliance.alliancePage.profileNumber'), value: data.alliance.profile },
                    { name: t('alliance.alliancePage.profileDigest'), value: <Mono>{data.alliance.digest}</Mono> },
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
