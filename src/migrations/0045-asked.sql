-- How far a peer said it had read, when it last asked for this node's feed over the network: the log, the last place in it, the size of the log
-- that it had verified, and the size that it was answered with. A ferry file for it begins there when the network fails.
create table peer_asked (
  participant text primary key,
  log    integer not null,
  seq    bigint not null,
  size   bigint not null,
  served bigint not null
);
