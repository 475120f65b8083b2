import { listAnswered, listToAnswer } from '#features/assignments/actions.ts';
import { calendarOf } from '#features/alliance/model.ts';
import { hasPower, viewerOf } from '#features/officers/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { Session } from '#features/officers/model.ts';
import { listProposals } from '#features/proposals/actions.ts';
import { listOpenQuarantines } from '#features/quarantine/actions/list-open.ts';
import { listUnconfirmed, readTitlesOf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { listTasks } from '#features/tasks/actions.ts';
import { readDues } from './due-of-tasks.ts';
import { findOfWatch } from './find-of-watch.ts';
import type { Found } from './model.ts';
import { dueOfQuarantine, dueOfRequest } from './rules.ts';
import * as store from './store.ts';

export type InboxDeps = Deps & Pick<OfficerDeps, 'officers'>;

/** How much of each source is looked at: who has more open needs another tool than a list. */
export const atMost = 200;

/** What a source has for the officer, and how much of it was looked at. */
type Source = { found: Found[]; looked: number };
const whole = (found: Found[]): Source => ({ found, looked: found.length });

/** What needs an officer by the officer's own role, whoever sees to it. */
export async function findSources(deps: InboxDeps, session: Session): Promise<Source[]> {
  const { officer } = session;
  return [
    await findProposals(deps, session),
    ...(hasPower(officer.role, 'approve') ? [await findEmergencies(deps, session)] : []),
    ...(hasPower(officer.role, 'act') ? [whole(await findTasks(deps, session))] : []),
    ...(hasPower(officer.role, 'desk') ? (await findOfWatch(deps, session, atMost)).map(whole) : []),
    ...(hasPower(officer.role, 'assign') ? [whole(await findRequests(deps, session))] : []),
    whole(await findAnswers(deps, session)),
    ...(hasPower(officer.role, 'decide-quarantine') ? [await findQuarantines(deps, officer.id)] : []),
  ];
}

type Titles = Awaited<ReturnType<typeof readTitlesOf>>;
function titleIn(titles: Titles, ref: string): Pick<Found, 'title' | 'disturbing'> {
  const { title = null, disturbing = false } = titles.get(ref) ?? {};
  return { title, disturbing };
}

async function findProposals(deps: Deps, session: Session): Promise<Source> {
  const { items } = await listProposals(deps, session, { state: 'open' }, { limit: atMost, before: null });
  const found = items
    .filter(({ isMine }) => isMine)
    .map(({ id, kind, title, disturbing, madeAt, expiresAt }): Found => {
      return {
        kind: 'proposal',
        id,
        code: kind,
        record: null,
        recordKind: kind,
        title,
        disturbing,
        since: madeAt,
        due: expiresAt,
      };
    });
  return { found, looked: items.length };
}

/** What another officer put into force alone: it lapses unless one of these roles confirms it. Its id is the end of the record's ref. */
async function findEmergencies(deps: Deps, session: Session): Promise<Source> {
  const { id, role, authority } = session.officer;
  const { acts, looked } = await listUnconfirmed(deps, authority, atMost);
  const waiting = acts.filter(({ by, roles }) => by !== id && roles.includes(role));
  const titles = await readTitlesOf(
    deps,
    waiting.map(({ ref }) => ref),
    viewerOf(session),
  );
  const found = waiting.map(({ ref, kind, issuedAt, until }): Found => ({
    kind: 'emergency',
    id: ref.slice(ref.lastIndexOf('/') + 1),
    code: kind,
    record: ref,
    recordKind: kind,
    ...titleIn(titles, ref),
    since: issuedAt,
    due: until,
  }));
  return { found, looked };
}

async function findTasks(deps: Deps, session: Session): Promise<Found[]> {
  const tasks = await listTasks(deps.db, false, { limit: atMost, before: null });
  const titles = await readTitlesOf(
    deps,
    tasks.map(({ record }) => record),
    viewerOf(session),
  );
  const dueOf = await readDues(deps, tasks);
  return tasks.map((task) => ({
    kind: 'task',
    id: String(task.id),
    code: task.code,
    record: task.record,
    recordKind: titles.get(task.record)?.kind ?? null,
    ...titleIn(titles, task.record),
    since: task.openedAt,
    due: dueOf(task),
  }));
}

/** What others ask to be assigned to: for what, and not why. */
async function findRequests({ db, self }: Deps, { officer }: Session): Promise<Found[]> {
  const calendar = calendarOf(self.alliance, self.code);
  const open = await listToAnswer({ db }, officer, atMost);
  return open.map((one) => ({
    kind: 'request',
    id: String(one.id),
    code: one.purpose,
    record: one.subject,
    recordKind: null,
    title: one.subject === null ? one.officer : null,
    disturbing: false,
    since: one.at,
    due: dueOfRequest(one.at, self.alliance, calendar),
  }));
}

/** What became of what this officer asked for, with the reason of a refusal, until the officer has taken note of it: by taking the item. */
async function findAnswers({ db }: Deps, session: Session): Promise<Found[]> {
  const answered = await listAnswered({ db }, session.officer, atMost);
  const items = answered.map(({ id }) => ({ kind: 'answer' as const, id: String(id) }));
  const seen = new Set((await store.readTakings(db, items)).map(({ item }) => item));
  return answered
    .filter(({ id }) => !seen.has(String(id)))
    .map(({ id, state, subject, purpose, answer, answeredAt, at }) => ({
      kind: 'answer',
      id: String(id),
      code: state,
      record: subject,
      recordKind: null,
      title: [purpose, state === 'refused' ? wordsFor(session, answer) : null].filter((one) => one !== null).join(': '),
      disturbing: false,
      since: answeredAt ?? at,
      due: null,
    }));
}

/** Who imported a bulk does not decide about it. */
async function findQuarantines({ db, self }: Deps, officer: string): Promise<Source> {
  const calendar = calendarOf(self.alliance, self.code);
  const open = await listOpenQuarantines(db, atMost);
  const found = open
    .filter((one) => one.officer !== officer)
    .map(({ id, gate, name, firstAt }): Found => ({
      kind: 'quarantine',
      id: String(id),
      code: gate,
      record: null,
      recordKind: null,
      title: name,
      disturbing: false,
      since: firstAt,
      due: dueOfQuarantine(firstAt, self.alliance, calendar),
    }));
  return { found, looked: open.length };
}
