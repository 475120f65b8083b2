import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { Figure, Home } from './model.ts';

/** So many of the newest rows are looked at, and so many of anything are counted: beyond it a figure says nothing more. */
const mostCounted = 10_000;

type Counted = Pick<
  Home,
  'arrived' | 'written' | 'objects' | 'waiting' | 'setAside' | 'refused' | 'alarms' | 'expiring'
>;

/** What the tables of others hold of these days; by their indexes alone, so that a large node answers as soon as a small one. */
export async function countChanges(
  db: Db,
  since: Date,
  lastDay: string,
  viewer: Viewer,
  most = mostCounted,
): Promise<Counted> {
  const { rows } = await sql<Record<keyof Counted | 'looked', number>>`
    with newest as materialized (
      select id, verdict, kind, stored_at from record order by id desc limit ${most}
    ), recent as materialized (select * from newest where stored_at >= ${since})
    select
      (select count(*) from recent)::int as looked,
      (select count(*) from recent where verdict = 'accepted')::int as arrived,
      (select count(*) from recent where verdict = 'own')::int as written,
      (select count(*) from recent join threat_object t on t.record_id = recent.id
        where verdict in ('own', 'accepted') and t.search is not null and ${isFor(viewer, 't')})::int as objects,
      (select count(*) from (select 1 from record where verdict = 'waiting' limit ${most}) w)::int as waiting,
      (select count(*) from (select 1 from record where verdict = 'quarantined' limit ${most}) q)::int as "setAside",
      (select count(*) from (select 1 from refused_line where at >= ${since} limit ${most}) l)::int as refused,
      (select count(*) from (select 1 from alarm where at >= ${since} limit ${most}) a)::int as alarms,
      (select count(*) from (select 1 from record where retain_until <= ${lastDay}::date and destroyed_at is null and body is not null
        limit ${most}) e)::int as expiring`.execute(db);
  const found = rows[0];
  const of = (name: keyof Counted): Figure => {
    const count = found?.[name] ?? 0;
    const isRecent = name === 'arrived' || name === 'written' || name === 'objects';
    return { count, atLeast: (isRecent ? (found?.looked ?? 0) : count) >= most };
  };
  return {
    arrived: of('arrived'),
    written: of('written'),
    objects: of('objects'),
    waiting: of('waiting'),
    setAside: of('setAside'),
    refused: of('refused'),
    alarms: of('alarms'),
    expiring: of('expiring'),
  };
}
