-- Profiles and directories that count, from number 1 on, each verified before it was stored. What is stored first stays:
-- the same number with another digest is a fork. Exception: directories that a replaced root key should not have sealed.
create table alliance_document (
  kind         text not null check (kind in ('profile', 'directory')),
  -- Whose directory; empty for profiles.
  participant  text not null,
  number       integer not null,
  digest       text not null,
  source       text not null,
  -- JSON array of JWS; empty for directories, which carry their seal.
  endorsements text not null,
  -- A participant's code, or 'folder'.
  learned_from text not null,
  learned_at   timestamptz not null,
  primary key (kind, participant, number)
);

-- Counts the changes. Whoever applies a page holds it, so that no page is applied under an alliance that has changed.
create table alliance_state (
  id      boolean primary key default true check (id),
  version integer not null
);
insert into alliance_state (version) values (0);
