-- Content too large for a body. A blob lies in the node's folder as an age file under `name`; `secret` is the X25519 identity that opens it,
-- encrypted under a key derived from that of the record's body: who may open the body opens its blobs, and what destroys
-- the body's key destroys theirs. A received blob that is not here yet has no here_at.
create table record_blob (
  record_id    bigint not null references record (id),
  position     integer not null,
  sha256       bytea not null,
  size         bigint not null,
  type         text not null,
  name         text not null,
  secret       bytea not null,
  here_at      timestamptz,
  refused_code text,
  why          text,
  attempts     integer not null default 0,
  next_try_at  timestamptz,
  primary key (record_id, position)
);
create index record_blob_sha256 on record_blob (sha256);
create index record_blob_name on record_blob (name);
create index record_blob_due on record_blob (next_try_at) where here_at is null and refused_code is null;

-- What an officer handed in and no record names yet; `secret` is wrapped for the participant.
create table blob_upload (
  name      text not null,
  sha256    bytea not null,
  size      bigint not null,
  authority text not null,
  officer   text not null,
  secret    bytea not null,
  at        timestamptz not null,
  primary key (name, authority)
);
create index blob_upload_sha256 on blob_upload (sha256);

-- Files that no row names any more, until they are removed.
create table blob_gone (name text primary key, since timestamptz not null);

-- The identities of a record's blobs, for an authority whose wrap key is not at this node: the age file as it came.
alter table sealed_body add column blobs bytea;
-- How many blobs of the record a holder did not have yet when it confirmed the delivery.
alter table receipt_item add column blobs_due integer;
