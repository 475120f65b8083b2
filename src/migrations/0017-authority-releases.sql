-- A release may name one authority of its recipient; null is the whole participant.
alter table release_item add column authority text;

-- Content for an authority whose wrap key is not at this node: the age file as it came, opened once the key is here.
create table sealed_body (
  record_id bigint not null references record (id),
  authority text not null,
  file      bytea not null,
  primary key (record_id, authority)
);
