-- The air gap: how far each peer said in a ferry file that it has read, and which checkpoints went to it by ferry.
create table ferry_peer (
  participant text primary key,
  seq bigint not null,
  size bigint not null
);
create table ferry_sent (
  participant text not null,
  size bigint not null,
  primary key (participant, size)
);
