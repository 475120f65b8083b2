-- Officers who want to be told by e-mail that something waits: where, what they were told of, and what is to be told next.
create table notice (
  officer      text primary key,
  address      bytea not null,
  lang         text not null,
  since        timestamptz not null,
  told         text[] not null default '{}',
  waiting      text[] not null default '{}',
  attempts     integer not null default 0,
  next_at      timestamptz,
  last_sent_at timestamptz,
  failed_at    timestamptz,
  failure      text
);
create index notice_next on notice (next_at);
