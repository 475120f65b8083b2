-- A checkpoint under this node's own log key to which its log does not lead: the database went back to an earlier state, or somebody
-- else has the key. While a row is here, nothing is signed.
create table log_overtaken (
  log     integer primary key,
  code    text not null check (code in ('own-log-behind', 'own-log-forked')),
  size    bigint not null,
  root    bytea not null,
  note    text not null,
  seen_at timestamptz not null
);
