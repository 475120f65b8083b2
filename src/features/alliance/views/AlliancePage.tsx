import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { exactTime } from '#web/ui/times.ts';
import { Alarms } from './Alarms.tsx';
import { fetchAlliance, fetchHistory, fetchParticipants } from './api.ts';
import type { AllianceView } from './api.ts';
import { ParticipantList } from './ParticipantList.tsx';
import { ParticipantOverview } from './ParticipantOverview.tsx';
import { VersionTable } from './VersionTable.tsx';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Who is in the alliance, where each is reached and whether all is well with it; with all that this node knows, and how the documents came to say so. */
export function AlliancePage() {
  const t = useT();
  const participants = useQuery({
    queryKey: ['alliance', 'participants'],
    queryFn: fetchParticipants,
    refetchInterval: refreshMs,
  });
  const alliance = useQuery({ queryKey: ['alliance'], queryFn: fetchAlliance, refetchInterval: refreshMs });
  const since = useSearchParams()[0].get('since');
  const history = useQuery({ queryKey: ['alliance', 'history'], queryFn: fetchHistory, refetchInterval: refreshMs });
  return (
    <Page title={t('alliance.alliancePage.title')} about={t('alliance.alliancePage.about')}>
      <Loaded query={participants}>
        {({ self, items }) => (
          <>
            <Alarms
              alarms={items
                .flatMap(({ alarms }) => alarms)
                .filter(({ at }) => since === null || at >= since)
                .toSorted((a, b) => b.id - a.id)}
              stopped={items.filter(({ stopped }) => stopped).map(({ code }) => code)}
            />
            {since === null ? null : (
              <Text size="sm" mb="md" role="status">
                {t('alliance.alliancePage.alarmsSince', { time: exactTime(since, t.locale) })}{' '}
                <PageLink to={links.alliance()}>{t('alliance.alliancePage.allAlarms')}</PageLink>
              </Text>
            )}
            <Section title={t('alliance.participants')}>
              <ParticipantOverview participants={items} self={self} />
            </Section>
            <Section title={t('alliance.alliancePage.inFull')} note={t('alliance.alliancePage.participantsNote')}>
              <ParticipantList participants={items} self={self} />
            </Section>
          </>
        )}
      </Loaded>
      <Loaded query={alliance}>{(data) => <ProfileFacts alliance={data.alliance} />}</Loaded>
      <Loaded query={history}>
        {({ items }) => (
          <>
            <Section title={t('alliance.alliancePage.profiles')} note={t('alliance.alliancePage.profilesNote')}>
              <VersionTable
                label={t('alliance.alliancePage.profiles')}
                versions={items.filter(({ kind }) => kind === 'profile')}
              />
            </Section>
            <Section title={t('alliance.alliancePage.directories')} note={t('alliance.alliancePage.directoriesNote')}>
              <VersionTable
                label={t('alliance.alliancePage.directories')}
                versions={items.filter(({ kind }) => kind === 'directory')}
              />
            </Section>
            {items.some(({ kind }) => kind === 'succession') ? (
              <Section title={t('alliance.alliancePage.logs')} note={t('alliance.alliancePage.logsNote')}>
                <VersionTable
                  label={t('alliance.alliancePage.logs')}
                  versions={items.filter(({ kind }) => kind === 'succession')}
                />
              </Section>
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ProfileFacts({ alliance }: { alliance: AllianceView['alliance'] }) {
  const t = useT();
  return (
    <Section title={t('alliance.alliancePage.profile')} note={t('alliance.alliancePage.profileNote')}>
      <Panel>
        <Facts
          facts={[
            { name: t('alliance.alliancePage.title'), value: nameIn(t, alliance) },
            { name: t('alliance.alliancePage.allianceId'), value: <Mono>{alliance.id}</Mono> },
            { name: t('alliance.alliancePage.profileNumber'), value: alliance.profile },
            { name: t('alliance.alliancePage.profileDigest'), value: <Mono>{alliance.digest}</Mono> },
          ]}
        />
      </Panel>
    </Section>
  );
}
