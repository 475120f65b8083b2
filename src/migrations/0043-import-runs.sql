-- A run goes on by itself after a break: for whom it imports, what is said of its records, and where its text is kept, encrypted, until
-- it has ended. Runs before this have no text here: they are finished by importing the same text again.
alter table import_run
  add column authority text,
  add column handling text,
  add column total integer,
  add column kept_name text unique,
  add column kept_key bytea,
  add column kept_bytes bigint,
  add column attempts integer not null default 0,
  add column items_before integer not null default 0,
  add column ended text,
  add column why text;
