-- Who took the content of others' records out of this node, and where to in codes: a recall's receipt counts it, and a task asks to
-- get it back. No projection: it outlives the content.
create table export_note (
  record_id bigint not null references record (id),
  place     text not null,
  officer   text not null,
  count     bigint not null,
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  primary key (record_id, place, officer)
);

-- Backups of this node, as long as they last. Its row is here before a backup's rows are read, so each backup knows of itself.
create table backup_made (
  id          bigint generated always as identity primary key,
  path        text not null,
  made_at     timestamptz not null,
  -- Null while its rows are read, and for ever where that broke off.
  finished_at timestamptz,
  keep_until  date not null,
  gone_at     timestamptz
);

alter table task drop constraint task_code_check;
alter table task add constraint task_code_check check (code in ('source-recalled', 'source-replaced', 'exported-recalled'));

-- What a receipt says besides. `tamga rebuild` fills it in for receipts from before.
alter table receipt_item add column hold_code text;
alter table receipt_item add column hold_until date;
alter table receipt_item add column derived bigint;
alter table receipt_item add column backups_gone_by text;
alter table receipt_item add column exported text;
