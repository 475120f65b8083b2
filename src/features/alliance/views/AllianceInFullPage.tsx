import { useQuery } from '@tanstack/react-query';
import { refreshMs } from '#web/queries.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Alarms } from './Alarms.tsx';
import { fetchHistory, fetchParticipants } from './api.ts';
import { ParticipantList } from './ParticipantList.tsx';
import { VersionTable } from './VersionTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** Who is in the alliance with all that this node knows of each, and how the documents came to say what they say. */
export function AllianceInFullPage() {
  const t = useT();
  const participants = useQuery({
    queryKey: ['alliance', 'participants'],
    queryFn: fetchParticipants,
    refetchInterval: refreshMs,
  });
  const history = useQuery({ queryKey: ['alliance', 'history'], queryFn: fetchHistory, refetchInterval: refreshMs });
  return (
    <Page title={t('alliance.allianceInFullPage.title')} about={t('alliance.allianceInFullPage.about')}>
      <Loaded query={participants}>
        {({ self, items }) => (
          <>
            <Alarms
              alarms={items.flatMap(({ alarms }) => alarms)}
              stopped={items.filter(({ stopped }) => stopped).map(({ code }) => code)}
            />
            <Section title={t('alliance.participants')} note={t('alliance.allianceInFullPage.participantsNote')}>
              <ParticipantList participants={items} self={self} />
            </Section>
          </>
        )}
      </Loaded>
      <Loaded query={history}>
        {({ items }) => (
          <>
            <Section
              title={t('alliance.allianceInFullPage.profiles')}
              note={t('alliance.allianceInFullPage.profilesNote')}
            >
              <VersionTable
                label={t('alliance.allianceInFullPage.profiles')}
                versions={items.filter(({ kind }) => kind === 'profile')}
              />
            </Section>
            <Section
              title={t('alliance.allianceInFullPage.directories')}
              note={t('alliance.allianceInFullPage.directoriesNote')}
            >
              <VersionTable
                label={t('alliance.allianceInFullPage.directories')}
                versions={items.filter(({ kind }) => kind === 'directory')}
              />
            </Section>
            {items.some(({ kind }) => kind === 'succession') ? (
              <Section title={t('alliance.allianceInFullPage.logs')} note={t('alliance.allianceInFullPage.logsNote')}>
                <VersionTable
                  label={t('alliance.allianceInFullPage.logs')}
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
