-- Types of case that oversight has suspended, at each node that was told, and at oversight's own. lifted_by ends it early.
create table suspension (
  record_id   bigint not null references record (id),
  kind        text not null,
  by          text not null,
  recipient   text not null,
  until       timestamptz not null,
  lifted_by   bigint references record (id),
  primary key (record_id, kind)
);
