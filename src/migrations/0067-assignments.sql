-- What an officer may read of what is guarded follows from an assignment that somebody else gave (decision 0053).
create table assignment (
  record_id bigint not null references record (id),
  officer   text not null,
  authority text not null,
  giver     text not null,
  covers    text not null check (covers in ('desk', 'case', 'inquiry')),
  -- The case, or the demand of the inquiry; null of a desk.
  subject   text,
  purpose   text not null,
  since     timestamptz not null,
  until     timestamptz not null,
  reason    text not null,
  primary key (record_id, officer),
  check ((covers = 'desk') = (subject is null))
);
create index assignment_officer on assignment (officer, until);
create index assignment_authority on assignment (authority, record_id desc);

create table assignment_end (
  record_id  bigint not null references record (id),
  assignment text not null,
  officer    text not null,
  giver      text not null,
  at         timestamptz not null,
  reason     text not null,
  primary key (record_id, officer)
);
create index assignment_end_of on assignment_end (assignment, officer);

-- `guard`: whoever reads the content needs an assignment for this purpose; null of what all readers of content read. `wrote`: the officers
-- who wrote it here, who read it without one.
alter table record add column guard text, add column wrote text[];
update record r set guard = coalesce(e.envelope ->> 'purpose', ''),
    wrote = case when r.verdict = 'own' then array(select json_array_elements_text(e.envelope -> 'officers')) end
  from (select id, convert_from(decode(rpad(translate(part, '-_', '+/'), (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json as envelope
        from (select id, split_part(jws, '.', 2) as part from record
              where (base = 'confidential' or tlp = 'RED' or kind in ('incident.report', 'incident.count') or kind like 'hypothesis.%')
                and recipient is null and kind not in ('audit.batch', 'gate.block')) guarded) e
  where e.id = r.id;

alter table threat_object add column guard text, add column wrote text[];
update threat_object t set guard = r.guard, wrote = r.wrote from record r where r.id = t.record_id and r.guard is not null;
alter table threat_edge add column guard text, add column wrote text[];
update threat_edge e set guard = r.guard, wrote = r.wrote from record r where r.id = e.record_id and r.guard is not null;

-- Counts of what is guarded are told to whom they are about to be read by: one row for each purpose, '' for what is not guarded.
alter table threat_count add column guard text not null default '';
alter table threat_count drop constraint threat_count_pkey;
alter table threat_count add primary key (facet, value, guard);
drop index threat_count_most;
create index threat_count_most on threat_count (facet, guard, count desc, value);
delete from threat_count;
insert into threat_count (facet, value, guard, count)
  select facet, value, coalesce(guard, ''), count(*) from threat_object cross join lateral (
    values ('all', ''), ('type', type), ('member', participant), ('tlp', tlp), ('base', base), ('own', own_marking)
    union all select 'label', unnest(labels) union all select 'phase', unnest(phases)
  ) of (facet, value)
  where newest and search is not null and value is not null
  group by facet, value, coalesce(guard, '');

-- Under which assignment something was read, or why without one.
alter table audit_note add column under text not null default '';
alter table audit_note drop constraint audit_note_pkey;
alter table audit_note add primary key (officer, act, subject, purpose, under);

-- What officers asked to be assigned to, until somebody answers.
create table assignment_request (
  id        bigint generated always as identity primary key,
  officer   text not null,
  authority text not null,
  covers    text not null check (covers in ('desk', 'case', 'inquiry')),
  subject   text,
  purpose   text not null,
  reason    text not null,
  at        timestamptz not null
);
create unique index assignment_request_once on assignment_request (officer, covers, coalesce(subject, ''), purpose);
