-- What accounts say, as figures: each row is one record's part of one, so that whoever doubts a sum opens the records that make it.
create table gate_figure (
  record_id bigint not null references record (id),
  code      text not null,
  count     bigint not null,
  primary key (record_id, code)
);
create table audit_figure (
  record_id bigint not null references record (id),
  under     text not null,
  count     bigint not null,
  primary key (record_id, under)
);
-- It stands in the bodies of the accounts that are here already.
insert into projection_due select id from record where kind in ('gate.block', 'audit.batch') and verdict in ('own', 'accepted') on conflict do nothing;
