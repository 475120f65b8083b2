-- A checkpoint under which something was received, continued to one that enough witnesses cosigned: the consistency proof
-- between them, so that what was received is proof to third parties whatever becomes of its author's node.
create table witnessed_checkpoint (
  participant text not null,
  size        bigint not null,
  note        text not null,
  primary key (participant, size)
);
create table checkpoint_link (
  participant    text not null,
  size           bigint not null,
  witnessed_size bigint not null,
  proof          bytea not null,
  primary key (participant, size),
  foreign key (participant, size) references peer_checkpoint (participant, size),
  foreign key (participant, witnessed_size) references witnessed_checkpoint (participant, size)
);
