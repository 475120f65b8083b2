-- Digests that wait for the sequencer. Written in the transaction that stores the record.
create table log_queue (
  id        bigint generated always as identity primary key,
  record_id bigint not null unique references record (id)
);

-- A leaf is a record's digest, or padding: SHA-256("tamga-padding" || 32 kept bytes).
create table log_leaf (
  index     bigint primary key,
  digest    bytea not null,
  record_id bigint references record (id),
  padding   bytea,
  check ((record_id is null) <> (padding is null))
);
create index log_leaf_record on log_leaf (record_id) where record_id is not null;

-- The newest width of each tile; a narrower one is its prefix.
create table log_tile (
  level integer not null,
  index bigint not null,
  width integer not null,
  bytes bytea not null,
  primary key (level, index)
);

-- One row: the checkpoint that others may hold. Replaced by compare-and-swap on size.
create table log_head (
  log       integer primary key,
  size      bigint not null,
  root      bytea not null,
  note      text not null,
  signed_at timestamptz not null
);
