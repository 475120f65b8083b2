-- One row per version of a STIX object. Objects that describe a person have no name and no search text (design 8).
create table threat_object (
  record_id      bigint primary key references record (id),
  object_id      text not null,
  type           text not null,
  name           text,
  created        timestamptz,
  modified       timestamptz,
  version        text not null,
  revoked        boolean not null,
  content_digest text not null,
  participant    text not null,
  search         tsvector
);
create index threat_object_version on threat_object (object_id, modified desc);
create index threat_object_type on threat_object (type, record_id);
create index threat_object_search on threat_object using gin (search);

create table import_run (
  id          text primary key,
  source      text not null,
  name        text not null,
  format      text not null,
  file_digest text not null,
  officer     text not null,
  started_at  timestamptz not null,
  finished_at timestamptz
);
create unique index import_run_open on import_run (source, file_digest) where finished_at is null;
create index import_run_source on import_run (source, started_at desc);

create table import_item (
  run_id    text not null references import_run (id),
  position  integer not null,
  outcome   text not null,
  object_id text,
  record_id bigint references record (id),
  code      text,
  why       text,
  primary key (run_id, position)
);
create index import_item_object on import_item (object_id);
