-- Bytes that officers approve before they are sealed (four eyes). The body is encrypted at rest as a record's is, and goes when it is decided.
create table proposal (
  id           uuid primary key,
  ref          text not null unique,
  kind         text not null,
  author       text not null,
  officer      text not null,
  payload      bytea not null,
  digest       bytea not null,
  body         bytea,
  wrapped_keys bytea,
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  state        text not null default 'open' check (state in ('open', 'sealed', 'withdrawn', 'refused', 'lapsed')),
  decided_at   timestamptz,
  -- Who withdrew or refused it, and the reason in words, for its author.
  decided_by   text,
  reason       text,
  check ((body is null) = (wrapped_keys is null)),
  check (state <> 'open' or body is not null)
);
create index proposal_author on proposal (author, id);
create index proposal_open on proposal (expires_at) where state = 'open';

create table proposal_approval (
  proposal_id uuid not null references proposal (id),
  place       int not null,
  officer     text not null,
  approval    text not null,
  approved_at timestamptz not null,
  primary key (proposal_id, place),
  unique (proposal_id, officer)
);
