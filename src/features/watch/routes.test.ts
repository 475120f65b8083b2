import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { InboxItem } from '#features/inbox/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { askAs } from '#test/federation/authorities.ts';
import { incident } from '#test/federation/drafts.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { officersAt, shareNode } from '#test/federation/shared.ts';
import { actors, checkGuards, everyone, expectProblem, readers } from '#test/guards.ts';
import { dayLimits } from './model.ts';
import type { ContactPoint, Shift, Watch, WatchCall, WatchNote } from './model.ts';

const [author, other, duty, auditor] = officersAt('xa/cyber', 'o-1', 'o-4', 'o-7', 'o-2');
let net: Net;
let node: TestNode;
shareNode('xa', (...shared) => void ([node, net] = shared));

const nowhere = '01890000-0000-7000-8000-000000000000';
checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/watch', roles: everyone },
    { method: 'GET', path: '/api/watch/shifts', roles: everyone },
    { method: 'POST', path: '/api/watch/shifts', roles: actors },
    { method: 'DELETE', path: `/api/watch/shifts/${nowhere}`, roles: actors },
    { method: 'GET', path: '/api/watch/notes', roles: readers },
    { method: 'POST', path: '/api/watch/notes', roles: actors },
    { method: 'PUT', path: `/api/watch/notes/${nowhere}/taken`, roles: actors },
    { method: 'GET', path: '/api/watch/calls', roles: readers },
    { method: 'GET', path: `/api/watch/calls/${nowhere}`, roles: readers },
    { method: 'POST', path: '/api/watch/calls', roles: actors },
    { method: 'PUT', path: `/api/watch/calls/${nowhere}/record`, roles: actors },
    { method: 'GET', path: '/api/watch/contacts', roles: everyone },
    { method: 'PUT', path: '/api/watch/contacts/xb/duty/test', roles: actors },
  ],
);

const post = <T>(officer: string, path: string, body: object) =>
  askAs<T>(node, officer, `/api/watch/${path}`, { method: 'POST', body });
const put = (officer: string, path: string, body?: object) =>
  askAs(node, officer, `/api/watch/${path}`, { method: 'PUT', ...(body ? { body } : {}) });
const list = async <T>(officer: string, path: string): Promise<T[]> =>
  (await askAs<{ items: T[] }>(node, officer, `/api/watch/${path}`)).items;
const inboxOf = async (officer: string): Promise<[string, string | null][]> =>
  (await askAs<{ items: InboxItem[] }>(node, officer, '/api/inbox')).items.map(({ kind, title }) => [kind, title]);

test('the roster says who is on duty by the participant’s clocks, and in which hours nobody is', async () => {
  const plan = { officer: duty, day: '2030-05-13', from: '09:00', to: '21:00' };
  const made = await post<Shift>(author, 'shifts', plan);
  expect(made).toMatchObject({ startsAt: '2030-05-13T06:00:00.000Z', endsAt: '2030-05-13T18:00:00.000Z' });
  await expectProblem(post(author, 'shifts', { ...plan, from: '20:00' }), 'shift-twice');
  await expectProblem(post(author, 'shifts', { ...plan, officer: 'xb/cyber/o-1' }), 'malformed', /^officer:/);
  await expectProblem(post(author, 'shifts', { ...plan, from: '9:00' }), 'malformed', /^from:/);
  const night = await post<Shift>(author, 'shifts', { ...plan, officer: other, from: '21:00', to: '09:00' });
  const watch = await askAs<Watch>(node, auditor, '/api/watch');
  expect(watch).toMatchObject({ authority: 'xa/cyber', timeZone: 'Etc/GMT-3', onDuty: [{ officer: duty }] });
  expect(watch.next).toMatchObject({ officer: other });
  expect(watch.gaps).toEqual([{ startsAt: '2030-05-14T06:00:00.000Z', endsAt: '2030-05-20T06:00:00.000Z' }]);
  await askAs(node, author, `/api/watch/shifts/${night.id}`, { method: 'DELETE' });
  expect((await list<Shift>(author, 'shifts')).map(({ officer }) => officer)).toEqual([duty]);
  await expectProblem(askAs(node, author, `/api/watch/shifts/${night.id}`, { method: 'DELETE' }), 'not-found');
});

test('a hand-over note is signed off by who takes over, once, never by its author', async () => {
  const { id } = await post<{ id: string }>(duty, 'notes', { text: 'The waterworks call again at noon.' });
  const [stored] = (await sql<{ content: Buffer }>`select content from watch_note`.execute(node.deps.db)).rows;
  expect(stored!.content.includes('waterworks')).toBe(false);
  expect(await inboxOf(other)).toEqual([['note', null]]);
  expect(await inboxOf(duty)).toEqual([]);
  await expectProblem(put(duty, `notes/${id}/taken`), 'own-note');
  await put(other, `notes/${id}/taken`);
  await expectProblem(put(author, `notes/${id}/taken`), 'taken-over', /o-4/);
  expect(await askAs<Watch>(node, auditor, '/api/watch')).toMatchObject({
    takenOver: { officer: other, at: '2030-05-13T06:00:00.000Z' },
  });
  expect(await list<WatchNote>(auditor, 'notes')).toMatchObject([
    { officer: duty, text: 'The waterworks call again at noon.', takenBy: other, takenAt: '2030-05-13T06:00:00.000Z' },
  ]);
  expect(await inboxOf(other)).toEqual([]);
  const named = await post<{ id: string }>(duty, 'notes', { text: 'For you alone.', to: author });
  await expectProblem(put(other, `notes/${named.id}/taken`), 'taken-over', /o-1/);
  expect([await inboxOf(author), await inboxOf(other)]).toEqual([[['note', null]], []]);
  await put(author, `notes/${named.id}/taken`);
  await expectProblem(post(duty, 'notes', { text: 'x', to: duty }), 'malformed', /^to:/);
});

test('an urgent call is due in writing until a record of the authority came of it', async () => {
  const call = { direction: 'in', party: 'duty desk of xe', urgent: true, text: 'Asks to keep a disk.' };
  const { id } = await post<{ id: string }>(duty, 'calls', call);
  net.clock.advance(1);
  await post(duty, 'calls', { ...call, urgent: false });
  await expectProblem(post(duty, 'calls', { ...call, at: '2030-05-13T06:00:01Z' }), 'malformed', /^at:/);
  expect(await askAs<WatchCall>(node, other, `/api/watch/calls/${id}`)).toMatchObject({
    text: 'Asks to keep a disk.',
    due: '2030-05-16T06:00:00.000Z',
    record: null,
  });
  expect(await inboxOf(other)).toEqual([['call', null]]);
  const [own] = await submitRecords(node.deps, [incident('xa')]);
  await expectProblem(put(duty, `calls/${id}/record`, { ref: `xa/${nowhere}` }), 'not-found');
  await put(duty, `calls/${id}/record`, { ref: own!.ref });
  await expectProblem(put(duty, `calls/${id}/record`, { ref: own!.ref }), 'conflict');
  expect((await list<WatchCall>(auditor, 'calls')).map(({ record, due }) => [record, due])).toEqual([
    [null, null],
    [own!.ref, null],
  ]);
  expect(await inboxOf(other)).toEqual([]);
});

test('contact points are those of the directories; who tried them when is kept, and an overdue test is told', async () => {
  const contacts = await list<ContactPoint>(auditor, 'contacts');
  expect(contacts.map(({ participant }) => participant)).toEqual(['ec', 'iop', 'xb', 'xc']);
  expect(contacts[2]).toMatchObject({ contact: 'duty', hours: '24/7', telephone: '+999 0100 002', last: null });
  await put(duty, 'contacts/xb/duty/test', { way: 'telephone', answered: false, note: 'Rang for two minutes.' });
  await expectProblem(put(duty, 'contacts/xb/night/test', { way: 'telephone', answered: true }), 'not-found');
  await expectProblem(put(duty, 'contacts/xa/duty/test', { way: 'telephone', answered: true }), 'not-found');
  expect((await list<ContactPoint>(auditor, 'contacts'))[2]).toMatchObject({
    state: 'unanswered',
    lastAnsweredAt: null,
  });
  net.clock.advance(32 * 86_400_000);
  expect(await inboxOf(other)).toEqual(
    ['ec', 'iop', 'xb', 'xc'].map(() => ['contact', expect.stringContaining('Duty desk')]),
  );
  await put(duty, 'contacts/xb/duty/test', { way: 'telephone', answered: true });
  expect(await inboxOf(other)).toHaveLength(3);
  expect((await list<ContactPoint>(auditor, 'contacts'))[2]).toMatchObject({
    state: 'tested',
    last: { officer: duty, answered: true },
  });
  expect(await askAs<Watch>(node, other, '/api/watch')).toMatchObject({ overdueTests: 3, openNotes: 0 });
});

test('one officer writes a bounded number of notes, calls and tests within a day, and goes on the day after', async () => {
  const { db } = node.deps;
  const { note, call, test: tried } = dayLimits;
  const now = net.clock.now;
  const ids = (most: number) => sql`from generate_series(1, ${most}) as n`;
  await sql`insert into watch_note (id, authority, officer, content, written_at)
    select gen_random_uuid(), 'xa/cyber', ${duty}, '', ${now} ${ids(note.most)}`.execute(db);
  await sql`insert into watch_call (id, authority, officer, at, direction, party, urgent, content, noted_at)
    select gen_random_uuid(), 'xa/cyber', ${duty}, ${now}, 'in', 'a desk', false, '', ${now} ${ids(call.most)}`.execute(
    db,
  );
  await sql`insert into watch_test (participant, contact, officer, at, way, answered)
    select 'xb', 'duty', ${duty}, ${now}::timestamptz - n * interval '1 second', 'email', true ${ids(tried.most)}`.execute(
    db,
  );
  const acts = (officer: string) => [
    post(officer, 'notes', { text: 'One more.' }),
    post(officer, 'calls', { direction: 'in', party: 'a desk', urgent: false, text: 'One more.' }),
    put(officer, 'contacts/xb/duty/test', { way: 'telephone', answered: true }),
  ];
  for (const act of await Promise.allSettled(acts(duty)))
    expect(act).toMatchObject({ reason: { detail: { code: 'day-limit' } } });
  await Promise.all(acts(other));
  net.clock.advance(24 * 3600_000);
  await Promise.all(acts(duty));
});

test('who took over last has the watch, until the next shift of the roster begins', async () => {
  const takenOver = async () => (await askAs<Watch>(node, auditor, '/api/watch')).takenOver?.officer ?? null;
  net.clock.advance(1);
  const { id } = await post<{ id: string }>(author, 'notes', { text: 'Quiet night.' });
  await put(other, `notes/${id}/taken`);
  expect(await takenOver()).toBe(other);
  const day = new Date(net.clock.now.getTime() + 86_400_000).toISOString().slice(0, 10);
  const { startsAt } = await post<Shift>(author, 'shifts', { officer: duty, day, from: '09:00', to: '10:00' });
  expect(await takenOver()).toBe(other);
  net.clock.advance(new Date(startsAt).getTime() - net.clock.now.getTime());
  expect(await takenOver()).toBeNull();
});
