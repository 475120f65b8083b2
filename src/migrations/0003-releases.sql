-- What each release lets go, at the author's node and at the recipient's. recalled_by is the recall that took it back.
create table release_item (
  release_id  bigint not null references record (id),
  position    integer not null,
  recipient   text not null,
  ref         text not null,
  digest      bytea not null,
  recalled_by bigint references record (id),
  primary key (release_id, position)
);
create index release_item_ref on release_item (ref, recipient);
create index release_item_digest on release_item (digest);

create table recall_item (
  recall_id bigint not null references record (id),
  position  integer not null,
  recipient text not null,
  ref       text not null,
  digest    bytea not null,
  primary key (recall_id, position)
);
create index recall_item_ref on recall_item (ref, recipient);

-- What holders confirmed.
create table receipt_item (
  receipt_id bigint not null references record (id),
  position   integer not null,
  holder     text not null,
  ref        text not null,
  digest     bytea not null,
  status     text not null check (status in ('delivered', 'destroyed', 'held', 'never-held')),
  at         timestamptz not null,
  primary key (receipt_id, position)
);
create index receipt_item_ref on receipt_item (ref, holder);

-- What holders refused, by the refusal that says so.
create table refusal_item (
  refusal_id bigint not null references record (id),
  position   integer not null,
  holder     text not null,
  seq        bigint not null,
  code       text not null,
  why        text not null,
  primary key (refusal_id, position)
);
