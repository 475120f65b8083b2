-- Leaves of a participant's log that oversight demands to have opened, at both. Size and root are those of the checkpoint that
-- the demand names: every answer has to lead there.
create table leaf_demand (
  record_id   bigint primary key references record (id),
  participant text not null,
  by          text not null,
  size        bigint not null,
  root        bytea not null,
  note        text not null,
  sampled     boolean not null,
  deadline    timestamptz not null
);
create table leaf_demanded (
  demand_id bigint not null references record (id),
  index     bigint not null,
  primary key (demand_id, index)
);
-- What was answered for a leaf, and why that opens nothing; code is null where it was verified. ref and kind are those of the
-- record that the leaf is; null for padding.
create table leaf_opened (
  opening_id bigint not null references record (id),
  demand_id  bigint not null references record (id),
  index      bigint not null,
  code       text,
  ref        text,
  kind       text,
  primary key (opening_id, index)
);
create index leaf_opened_demand on leaf_opened (demand_id, index);

create table finding (
  record_id   bigint primary key references record (id),
  participant text not null,
  by          text not null,
  demand_id   bigint references record (id),
  leaves      integer not null
);

-- Besides what was made from others' records, and what was exported: a demand to answer, one that was not answered, a wrong
-- answer, a finding.
alter table task drop constraint task_code_check;
alter table task add constraint task_code_check check (code in ('source-recalled', 'source-replaced', 'exported-recalled',
  'leaf-demand', 'demand-overdue', 'opening-wrong', 'finding'));
