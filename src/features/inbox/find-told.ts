import { readSubjects } from '#features/assignments/actions.ts';
import { listUnread } from '#features/guards/actions/refuse-unread.ts';
import { hasPower, viewerOf } from '#features/officers/actions.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { Session } from '#features/officers/model.ts';
import { listReadable } from '#features/proposals/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readRecordsOf } from '#features/tasks/actions.ts';
import type { InboxKind } from './model.ts';

/** `officer`: to whom it was handed, `by`: by whom. */
type Said = { kind: InboxKind; item: string; officer: string | null; by: string; note: string | null };

/**
 * What was said at hand-overs, as far as it is for the officer: for the two between whom it was said, and for whoever may read the record or the draft that
 * it is about (decision 0054). About a bulk of persons, which may be gone, for those two alone. To no token.
 */
export async function findTold(
  deps: Deps,
  session: Session,
  all: readonly Said[],
): Promise<(one: Said) => string | null> {
  const { id: officer, role } = session.officer;
  const isParty = (one: Said): boolean => one.officer === officer || one.by === officer;
  const asked = hasPower(role, 'read-content') ? all.filter((one) => one.note !== null && !isParty(one)) : [];
  const readable = await findReadable(deps, session, asked);
  return (one) => wordsFor(session, isParty(one) || readable.has(one) ? one.note : null);
}

async function findReadable(deps: Deps, session: Session, asked: readonly Said[]): Promise<Set<Said>> {
  const idsOf = (kind: InboxKind): string[] => [
    ...new Set(asked.filter((one) => one.kind === kind).map(({ item }) => item)),
  ];
  const own = (kind: InboxKind) => (one: { id: string; ref: string }) => ({ key: `${kind} ${one.id}`, ref: one.ref });
  const abouts = [
    ...(await readRecordsOf(deps.db, idsOf('task'))).map(own('task')),
    ...(await readSubjects(deps.db, idsOf('request'))).map(own('request')),
    ...(await readSubjects(deps.db, idsOf('answer'))).map(own('answer')),
    ...idsOf('emergency').map((id) => own('emergency')({ id, ref: `${deps.self.code}/${id}` })),
  ];
  const unread = await listUnread(
    deps.db,
    viewerOf(session),
    abouts.map(({ ref }) => ref),
  );
  const hidden = new Set(abouts.filter(({ ref }) => unread.has(ref)).map(({ key }) => key));
  const drafts = await listReadable(deps, session, idsOf('proposal'));
  return new Set(
    asked.filter(({ kind, item }) =>
      kind === 'proposal' ? drafts.has(item) : kind !== 'quarantine' && !hidden.has(`${kind} ${item}`),
    ),
  );
}
