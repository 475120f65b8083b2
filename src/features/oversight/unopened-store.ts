import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { UnopenedMonth } from './leaf-model.ts';

/**
 * Of each log that goes on, by month, how many leaves came into it and how many of them this oversight participant never saw: neither as records nor
 * opened. A leaf's month is that in which the verified size of its log, noted here each day, had passed it; leaves from before the first day noted
 * stand in that day's month.
 */
export async function listUnopenedMonths(db: Db, self: string): Promise<UnopenedMonth[]> {
  const { rows } = await sql<UnopenedMonth>`
    with noted as (
      select s.participant, to_char(s.day, 'YYYY-MM') as month, s.size from log_size s
      join peer p on p.participant = s.participant and s.size <= p.checkpoint_size
      -- What was noted of a log that ended is of that log.
      where not exists (select 1 from log_size l where l.participant = s.participant and l.day > s.day and l.size < s.size)
    ), ended as (
      select participant, month, max(size) as upto from noted group by participant, month
      union all select p.participant, to_char(p.checkpoint_at at time zone 'UTC', 'YYYY-MM'), p.checkpoint_size from peer p
      where p.checkpoint_size > 0 and p.checkpoint_at is not null
    ), spans as (
      select participant, month, coalesce(lag(max(upto)) over (partition by participant order by month), 0) as since, max(upto) as upto
      from ended group by participant, month
    ), opened as (
      select distinct d.participant, o.index from leaf_opened o join leaf_demand d on d.record_id = o.demand_id
      join peer p on p.participant = d.participant and strpos(d.note, '/log/' || p.log || chr(10)) > 0
      where d.by = ${self} and o.code is null
    ), demanded as (
      select distinct d.participant, l.index from leaf_demanded l join leaf_demand d on d.record_id = l.demand_id
      join peer p on p.participant = d.participant and strpos(d.note, '/log/' || p.log || chr(10)) > 0
      where d.by = ${self}
    ), seen as (
      select participant, index from opened
      union select r.participant, r.log_index from record r join peer p on p.participant = r.participant and p.log = r.log
      where r.log_index is not null and r.participant <> ${self}
    )
    select s.participant, s.month, s.since, s.upto, s.upto - s.since as leaves,
      s.upto - s.since - (select count(*) from seen e where e.participant = s.participant and e.index >= s.since and e.index < s.upto) as unopened,
      (select count(*) from demanded d where d.participant = s.participant and d.index >= s.since and d.index < s.upto) as demanded,
      (select count(*) from demanded d where d.participant = s.participant and d.index >= s.since and d.index < s.upto and not exists (
        select 1 from opened o where o.participant = d.participant and o.index = d.index)) as unanswered
    from spans s where s.upto > s.since order by s.month desc, s.participant`.execute(db);
  return rows;
}
