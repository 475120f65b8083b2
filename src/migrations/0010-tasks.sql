-- What a record re-uses of others, as its envelope names it in `sources`.
create table record_source (
  record_id bigint not null references record (id),
  ref       text not null,
  primary key (record_id, ref)
);
create index record_source_ref on record_source (ref);

-- What an officer has to look at because of what another participant did. No projection: who closed it, and how, stays.
create table task (
  id        bigint generated always as identity primary key,
  code      text not null check (code in ('source-recalled', 'source-replaced')),
  record_id bigint not null references record (id),
  about     text not null,
  cause_id  bigint not null references record (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  note      text,
  unique (record_id, cause_id, about)
);
create index task_open on task (opened_at) where closed_at is null;
