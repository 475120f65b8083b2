-- The newest checkpoint of each peer's log that this node cosigned. Written before the cosignature is given (C2SP tlog-witness).
create table witnessed_head (
  participant      text primary key,
  size             bigint not null,
  root             bytea not null,
  directory_number integer not null,
  directory_digest text not null,
  note             text not null,
  -- Null: a head that was verified while pulling, from which the first one to cosign has to continue.
  cosigned_at      timestamptz
);

-- Own checkpoints that were offered to witnesses, and what they signed under them: the newest few.
create table offered_head (
  size bigint primary key,
  note text not null
);
create table cosignature (
  size    bigint not null references offered_head (size) on delete cascade,
  witness text not null,
  line    text not null,
  at      timestamptz not null,
  primary key (size, witness)
);
create index cosignature_witness on cosignature (witness, size desc);
