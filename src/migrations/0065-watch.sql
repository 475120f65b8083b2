-- Who is on duty when, by authority.
create table watch_shift (
  id         uuid primary key,
  authority  text not null,
  officer    text not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  planned_by text not null,
  planned_at timestamptz not null,
  check (starts_at < ends_at)
);
create index watch_shift_time on watch_shift (authority, ends_at, starts_at);

-- What who goes off duty tells who comes; signed off by the one who takes over. The text is encrypted.
create table watch_note (
  id         uuid primary key,
  authority  text not null,
  officer    text not null,
  recipient  text,
  content    bytea not null,
  written_at timestamptz not null,
  taken_by   text,
  taken_at   timestamptz,
  check (taken_by <> officer)
);
create index watch_note_open on watch_note (authority, taken_at, id desc);

-- The telephone log. What was said is encrypted; a record may come of it.
create table watch_call (
  id         uuid primary key,
  authority  text not null,
  officer    text not null,
  at         timestamptz not null,
  direction  text not null,
  party      text not null,
  urgent     boolean not null,
  content    bytea not null,
  noted_at   timestamptz not null,
  record     text,
  filed_by   text,
  filed_at   timestamptz
);
create index watch_call_authority on watch_call (authority, id desc);

-- Who tried a contact point of another participant when, and whether anybody answered.
create table watch_test (
  id          bigint generated always as identity primary key,
  participant text not null,
  contact     text not null,
  officer     text not null,
  at          timestamptz not null,
  way         text not null,
  answered    boolean not null,
  note        text
);
create index watch_test_contact on watch_test (participant, contact, id desc);

-- An item of the inbox is given back: nobody sees to it.
alter table inbox_taking alter column officer drop not null;
