-- The newest checkpoint of a participant's log that each peer showed: settled when it is proved to agree with all that this node
-- holds of that log. `since` is when the first one was heard that is not.
create table heard_head (
  participant text not null,
  peer        text not null,
  size        bigint not null,
  root        bytea not null,
  note        text not null,
  settled     boolean not null default false,
  since       timestamptz not null,
  asked_at    timestamptz,
  primary key (participant, peer)
);
create index heard_head_open on heard_head (participant) where not settled;

-- What is passed on of the peer's log: the checkpoint held at the last full minute's round, so that its age says nothing about
-- when this node last had a reason to ask that peer (I4).
alter table peer add column gossip_note text;
