-- What gates refused since the last gate.block was sealed, counted: a loop of refused drafts is one row.
create table gate_note (
  gate     text not null check (gate in ('draft', 'arrival')),
  kind     text not null,
  code     text not null,
  -- Whose draft it was; of an arrival, whose record.
  officer  text not null,
  source   text not null,
  count    bigint not null,
  first_at timestamptz not null,
  last_at  timestamptz not null,
  primary key (gate, kind, code, officer, source)
);

-- Who read, exported or changed what since the last audit.batch was sealed.
create table audit_note (
  officer  text not null,
  act      text not null,
  subject  text not null,
  count    bigint not null,
  first_at timestamptz not null,
  last_at  timestamptz not null,
  primary key (officer, act, subject)
);
