-- What this node offers each recipient: one row per control record, covering its own line and those it lets go.
create table feed_entry (
  recipient text not null,
  first_seq bigint not null,
  count     integer not null,
  record_id bigint not null references record (id),
  primary key (recipient, first_seq)
);
create unique index feed_entry_record on feed_entry (record_id);

-- What this node knows of each peer as a sender: how far it has pulled, and the newest checkpoint it verified.
create table peer (
  participant     text primary key,
  log             integer not null default 1,
  seq             bigint not null default 0,
  checkpoint_size bigint not null default 0,
  checkpoint_root bytea,
  checkpoint_note text,
  checkpoint_at   timestamptz,
  last_contact_at timestamptz,
  failed_at       timestamptz,
  failure_code    text,
  failure_why     text,
  stopped         boolean not null default false
);

-- Every checkpoint note that a kept inclusion proof leads to.
create table peer_checkpoint (
  participant text not null,
  size        bigint not null,
  root        bytea not null,
  note        text not null,
  primary key (participant, size)
);

-- How a received record came: position, and the inclusion proof that was checked (32-byte hashes, concatenated).
create table arrival (
  record_id       bigint primary key references record (id),
  peer            text not null,
  seq             bigint not null,
  checkpoint_size bigint not null,
  proof           bytea not null,
  arrived_at      timestamptz not null
);

-- Lines that were refused: kept for the officer, up to 64 KiB of each.
create table refused_line (
  peer    text not null,
  seq     bigint not null,
  code    text not null,
  why     text not null,
  ref     text,
  line    bytea not null,
  at      timestamptz not null,
  primary key (peer, seq)
);

create table alarm (
  id          bigint generated always as identity primary key,
  participant text not null,
  code        text not null,
  why         text not null,
  evidence    text,
  at          timestamptz not null
);

-- Nonces of signed requests, kept for as long as a request of that age would be taken.
create table request_nonce (
  nonce   text primary key,
  seen_at timestamptz not null
);
create index request_nonce_seen on request_nonce (seen_at);
