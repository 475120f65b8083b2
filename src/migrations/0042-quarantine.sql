-- A bulk of persons that was set aside (SG-13): how many, by whom or from whom, and what was decided. Nothing of the persons.
create table quarantine (
  id          bigint generated always as identity primary key,
  gate        text not null check (gate in ('draft', 'arrival')),
  -- Of an import what later ones are compared with; of arrivals the participant.
  source      text not null,
  name        text,
  run_id      text,
  file_digest text,
  officer     text,
  persons     integer not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  decision    text check (decision in ('released', 'discarded')),
  decided_by  text,
  decided_at  timestamptz,
  reason      text
);
create unique index quarantine_open on quarantine (gate, coalesce(file_digest, source)) where decision is null;

-- Objects of persons by the hour: how many came, and how many of them were taken in.
create table person_tally (
  whose text not null,
  kind  text not null,
  hour  timestamptz not null,
  came  integer not null,
  taken integer not null,
  primary key (whose, kind, hour)
);
create index person_tally_hour on person_tally (hour);

-- A run that goes on after it broke off is not counted twice.
alter table import_run add column persons_let_in boolean not null default false;
