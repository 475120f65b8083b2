import type { Session } from '#features/officers/model.ts';
import { findOpenNotes, findUnwritten, listContacts } from '#features/watch/actions.ts';
import type { WatchDeps } from '#features/watch/actions.ts';
import type { Found } from './model.ts';

/** Of the duty watch: notes to take over, urgent calls without a record, contact points to test. Nothing of what was said. */
export async function findOfWatch(deps: WatchDeps, session: Session, atMost: number): Promise<Found[][]> {
  const notes = await findOpenNotes(deps, session, atMost);
  const calls = await findUnwritten(deps, session, atMost);
  const contacts = (await listContacts(deps)).filter(({ state }) => state === 'overdue').slice(0, atMost);
  const common = { record: null, recordKind: null, title: null, disturbing: false };
  return [
    notes.map(({ id, writtenAt }) => ({ kind: 'note', id, code: 'hand-over', ...common, since: writtenAt, due: null })),
    calls.map(({ id, at, due }) => ({ kind: 'call', id, code: 'oral-confirmation', ...common, since: at, due })),
    contacts.map(({ participant, contact, name, last, due }) => ({
      kind: 'contact',
      id: `${participant}-${contact}`,
      code: 'contact-test',
      record: null,
      recordKind: null,
      title: name,
      disturbing: false,
      since: last?.at ?? due ?? deps.now(),
      due,
    })),
  ];
}
