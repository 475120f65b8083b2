-- When somebody last did something in a session: it ends when nobody does.
alter table session add column seen_at timestamptz not null default now();

-- What was tried in vain lately, by whom: SHA-256 of an address or of a credential, for a quarter of an hour.
create table attempt (
  who bytea not null,
  at  timestamptz not null
);
create index attempt_who on attempt (who, at);
create index attempt_at on attempt (at);
