-- A node may have had several logs, one after the other. This is the one that it signs now; those before it ended by a succession.
create table own_log (
  id  boolean primary key default true check (id),
  log integer not null
);
insert into own_log (log) values (1);

alter table log_leaf add column log integer not null default 1;
alter table log_leaf drop constraint log_leaf_pkey, add primary key (log, index);
alter table log_tile add column log integer not null default 1;
alter table log_tile drop constraint log_tile_pkey, add primary key (log, level, index);

-- Cosignatures of the own logs.
alter table cosignature drop constraint cosignature_size_fkey;
alter table offered_head add column log integer not null default 1;
alter table offered_head drop constraint offered_head_pkey, add primary key (log, size);
alter table cosignature add column log integer not null default 1;
alter table cosignature drop constraint cosignature_pkey, add primary key (log, size, witness);
alter table cosignature add foreign key (log, size) references offered_head (log, size) on delete cascade;
drop index cosignature_witness;
create index cosignature_witness on cosignature (log, witness, size desc);

-- Of others' logs: which one a head, a proof, a place or a refusal is of. heard_head holds heads of the log that the peer row names.
alter table witnessed_head add column log integer not null default 1;
alter table record add column log integer not null default 1;
alter table arrival add column log integer not null default 1;
alter table refused_line add column log integer not null default 1;
alter table refused_line drop constraint refused_line_pkey, add primary key (peer, log, seq);
alter table checkpoint_link drop constraint checkpoint_link_participant_size_fkey;
alter table checkpoint_link drop constraint checkpoint_link_participant_witnessed_size_fkey;
alter table peer_checkpoint add column log integer not null default 1;
alter table peer_checkpoint drop constraint peer_checkpoint_pkey, add primary key (participant, log, size);
alter table witnessed_checkpoint add column log integer not null default 1;
alter table witnessed_checkpoint drop constraint witnessed_checkpoint_pkey, add primary key (participant, log, size);
alter table checkpoint_link add column log integer not null default 1;
alter table checkpoint_link drop constraint checkpoint_link_pkey, add primary key (participant, log, size);
alter table checkpoint_link add foreign key (participant, log, size) references peer_checkpoint (participant, log, size);
alter table checkpoint_link add foreign key (participant, log, witnessed_size) references witnessed_checkpoint (participant, log, size);

-- What was verified last of a peer's log that has ended: kept as evidence of what it had signed.
create table ended_log (
  participant text not null,
  log         integer not null,
  size        bigint not null,
  root        bytea not null,
  note        text not null,
  primary key (participant, log)
);

-- After a succession each peer gives back what it had of this node before its feed is served again: recalls in it must not be lost.
create table give_back (
  participant text primary key,
  -- Digest of the last record that came; null before the first.
  after       bytea,
  done        boolean not null default false
);
-- What came back and waits for its leaf in the new log: content goes before the releases that let it go.
create table came_back (
  participant text not null,
  record_id   bigint not null references record (id),
  primary key (participant, record_id)
);

-- A restored witness cosigns no log before it heard from its owner what it had cosigned of it.
create table witness_hold (
  participant text primary key
);
