-- One row per record that this node sealed or received. Bytes as they were sealed: text and bytea, never jsonb.
create table record (
  id            bigint generated always as identity primary key,
  ref           text not null,
  digest        bytea not null unique,
  jws           text not null,
  kind          text not null,
  participant   text not null,
  author        text not null,
  issued_at     timestamptz not null,
  recipient     text,
  case_ref      text,
  replaces      text,
  tlp           text,
  base          text,
  realm         text not null,
  body          bytea,
  body_key      bytea,
  destroyed_at  timestamptz,
  title         text,
  verdict       text not null check (verdict in ('own', 'accepted', 'waiting', 'quarantined')),
  code          text,
  why           text,
  stored_at     timestamptz not null,
  -- In its author's log, of a record that was received. An own record's place is in log_leaf: nothing is written twice.
  log_index     bigint,
  check ((body is null) = (body_key is null))
-- Kept in the row and not compressed: squeezing a JWS and a body of a kilobyte each costs more than storing them.
) with (toast_tuple_target = 8160);
create index record_ref on record (ref);
create index record_case on record (case_ref) where case_ref is not null;
create index record_kind on record (kind, id);
create index record_verdict on record (verdict, id) where verdict in ('waiting', 'quarantined');

-- What a record speaks about, so that a thread is found from either end.
create table record_about (
  record_id bigint not null references record (id),
  ref       text not null,
  primary key (record_id, ref)
);
create index record_about_ref on record_about (ref);

-- A waiting record is judged again when what it needs arrives.
create table record_need (
  record_id bigint not null references record (id),
  ref       text not null,
  primary key (record_id, ref)
);
create index record_need_ref on record_need (ref);
