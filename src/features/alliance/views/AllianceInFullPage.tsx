import { useQuery } from '@tanstack/react-query';
import { refreshMs } from '#web/queries.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Alarms } from './Alarms.tsx';
import { fetchHistory, fetchParticipants } from './api.ts';
import { ParticipantList } from './ParticipantList.tsx';
import { VersionTable } from './VersionTable.tsx';

const text = {
  title: 'Alliance in full',
  about: 'Every participant with its authorities and keys, and every version of the documents that say so.',
  participants: 'Participants',
  participantsNote: 'Open one for its authorities, its keys and the places of its log for which they are valid.',
  profiles: 'Profiles',
  profilesNote: 'A version counts once enough root keys of the version before endorsed it.',
  directories: 'Directories',
  directoriesNote: 'Each is sealed by its participant’s root key. What changed is told against the version before.',
  logs: 'Logs that ended',
  logsNote:
    'After a loss a participant ends its log, and begins the next one. Its root key seals how far the log had gone.',
};

/** Who is in the alliance with all that this node knows of each, and how the documents came to say what they say. */
export function AllianceInFullPage() {
  const participants = useQuery({
    queryKey: ['alliance', 'participants'],
    queryFn: fetchParticipants,
    refetchInterval: refreshMs,
  });
  const history = useQuery({ queryKey: ['alliance', 'history'], queryFn: fetchHistory, refetchInterval: refreshMs });
  return (
    <Page title={text.title} about={text.about}>
      <Loaded query={participants}>
        {({ self, items }) => (
          <>
            <Alarms
              alarms={items.flatMap(({ alarms }) => alarms)}
              stopped={items.filter(({ stopped }) => stopped).map(({ code }) => code)}
            />
            <Section title={text.participants} note={text.participantsNote}>
              <ParticipantList participants={items} self={self} />
            </Section>
          </>
        )}
      </Loaded>
      <Loaded query={history}>
        {({ items }) => (
          <>
            <Section title={text.profiles} note={text.profilesNote}>
              <VersionTable label={text.profiles} versions={items.filter(({ kind }) => kind === 'profile')} />
            </Section>
            <Section title={text.directories} note={text.directoriesNote}>
              <VersionTable label={text.directories} versions={items.filter(({ kind }) => kind === 'directory')} />
            </Section>
            {items.some(({ kind }) => kind === 'succession') ? (
              <Section title={text.logs} note={text.logsNote}>
                <VersionTable label={text.logs} versions={items.filter(({ kind }) => kind === 'succession')} />
              </Section>
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}
