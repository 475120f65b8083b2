import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { zoneName } from '#web/ui/times.ts';
import { useNow } from '#web/ui/use-now.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchCalls, fetchContacts, fetchNotes, fetchShifts, fetchWatch } from './api.ts';
import type { Watch } from './api.ts';
import { Calls } from './Calls.tsx';
import { Contacts } from './Contacts.tsx';
import { Notes } from './Notes.tsx';
import { Roster } from './Roster.tsx';
import { ZonedTime } from './ZonedTime.tsx';

const often = { refetchInterval: 2 * refreshMs };

/** Who is on duty, what is handed over, who called, and whether the others' desks answer. */
export function WatchPage() {
  const t = useT();
  const may = useMay();
  const watch = useQuery({ queryKey: ['watch', 'now'], queryFn: fetchWatch, ...often });
  const shifts = useQuery({ queryKey: ['watch', 'shifts'], queryFn: fetchShifts, ...often });
  const notes = useQuery({ queryKey: ['watch', 'notes'], queryFn: fetchNotes, enabled: may.read, ...often });
  const at = useNow();
  const calls = useQuery({ queryKey: ['watch', 'calls'], queryFn: fetchCalls, enabled: may.read, ...often });
  const contacts = useQuery({ queryKey: ['watch', 'contacts'], queryFn: fetchContacts, ...often });
  const form = (to: string, name: string) => (may.desk ? <ButtonLink to={to}>{name}</ButtonLink> : null);
  return (
    <Page title={t('layout.navigation.watch')} about={t('watch.page.about')}>
      <Loaded query={watch}>
        {(now) => (
          <>
            <Section
              title={t('watch.page.onDuty')}
              note={t('watch.page.zone', { authority: now.authority, timeZone: zoneName(now.timeZone, at) })}
            >
              <OnDuty now={now} />
            </Section>
            <Section title={t('watch.page.roster')} actions={form(links.planShift(), t('watch.page.plan'))}>
              <Loaded query={shifts}>
                {({ items }) => <Roster shifts={items} onDuty={now.onDuty} timeZone={now.timeZone} />}
              </Loaded>
            </Section>
          </>
        )}
      </Loaded>
      {may.read ? (
        <>
          <Section
            title={t('watch.page.notes')}
            note={t('watch.page.notesNote')}
            actions={form(links.writeNote(), t('watch.page.writeNote'))}
          >
            <Loaded query={notes}>{({ items }) => <Notes notes={items} />}</Loaded>
          </Section>
          <Section
            title={t('watch.page.calls')}
            note={t('watch.page.callsNote')}
            actions={form(links.noteCall(), t('watch.page.noteCall'))}
          >
            <Loaded query={calls}>{({ items }) => <Calls calls={items} />}</Loaded>
          </Section>
        </>
      ) : null}
      <Section title={t('watch.page.contacts')} note={t('watch.page.contactsNote')}>
        <Loaded query={contacts}>{({ items }) => <Contacts contacts={items} />}</Loaded>
      </Section>
      <Outlet />
    </Page>
  );
}

function OnDuty({ now: { onDuty, takenOver, next, gaps, timeZone } }: { now: Watch }) {
  const t = useT();
  const time = (at: string) => <ZonedTime at={at} timeZone={timeZone} />;
  return (
    <>
      {onDuty.length === 0 && takenOver === null ? <Text fw={600}>{t('watch.page.nobody')}</Text> : null}
      {takenOver === null ? null : (
        <Text>
          <Say
            id={next ? 'watch.page.takenOver' : 'watch.page.takenOverOpen'}
            values={{
              officer: <strong>{takenOver.officer}</strong>,
              time: time(takenOver.at),
              until: next ? time(next.startsAt) : null,
            }}
          />
        </Text>
      )}
      {onDuty.map((shift) => (
        <Text key={shift.id} {...(takenOver === null ? {} : { c: 'dimmed' })}>
          <Say
            id={takenOver === null ? 'watch.page.until' : 'watch.page.rosterSays'}
            values={{ officer: <strong>{shift.officer}</strong>, time: time(shift.endsAt) }}
          />
        </Text>
      ))}
      {next ? (
        <Text c="dimmed">
          <Say id="watch.page.next" values={{ officer: next.officer, time: time(next.startsAt) }} />
        </Text>
      ) : null}
      {gaps.slice(0, 5).map((gap) => (
        <Text key={gap.startsAt} size="sm">
          <Say id="watch.page.gap" values={{ from: time(gap.startsAt), to: time(gap.endsAt) }} />
        </Text>
      ))}
    </>
  );
}
