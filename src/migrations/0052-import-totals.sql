-- Of refused elements a bounded number has rows; all are counted in the run, and so is everything of a run that has ended: lists ask no rows.
-- A report goes with the last day of what its run made. A run is its authority's: nobody else takes it over.
alter table import_run
  add column refused integer not null default 0,
  add column tally jsonb,
  add column retain_until date,
  add column report_gone_at timestamptz;
update import_run set authority = regexp_replace(officer, '/[^/]*$', '') where authority is null;
drop index import_run_open;
create unique index import_run_open on import_run (source, file_digest, authority) where finished_at is null;
update import_run set
  refused = (select count(*) from import_item i where i.run_id = id and i.outcome = 'refused'),
  retain_until = coalesce((handling::json ->> 'retainUntil')::date, (started_at + interval '730 days')::date);
update import_run r set tally = (
  select jsonb_build_object('done', count(*) filter (where i.position >= 0), 'unlisted', 0,
    'counts', jsonb_build_object(
      'added', count(*) filter (where i.outcome = 'added'), 'newVersion', count(*) filter (where i.outcome = 'new-version'),
      'revoked', count(*) filter (where i.outcome = 'revoked'), 'identical', count(*) filter (where i.outcome = 'identical'),
      'changedSameVersion', count(*) filter (where i.outcome = 'changed-same-version'),
      'older', count(*) filter (where i.outcome = 'older-version'), 'refused', count(*) filter (where i.outcome = 'refused'),
      'absent', count(*) filter (where i.outcome = 'absent')),
    'objectsWith', jsonb_build_object('errors', count(*) filter (where i.errors > 0), 'warnings', count(*) filter (where i.warnings > 0)))
  from import_item i where i.run_id = r.id)
where r.finished_at is not null;
create index import_run_report on import_run (retain_until) where finished_at is not null and report_gone_at is null;

-- Ids of what is about persons follow from addresses: reports say their type and place.
update import_item set object_id = split_part(object_id, '--', 1) || ' #' || greatest(position, 0)
where split_part(object_id, '--', 1) in ('email-addr', 'email-message', 'user-account')
  or object_id in (select object_id from threat_object where search is null);
