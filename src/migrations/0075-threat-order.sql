-- The table of objects by name and by when a version was made. Kept in step with sort-store.ts, which asks for these very expressions.
create index threat_object_by_name on threat_object (lower(left(coalesce(name, ''), 40) collate "C"), record_id)
  where newest and search is not null;
create index threat_object_by_modified on threat_object (coalesce(modified, '0001-01-01T00:00:00Z'::timestamptz), record_id)
  where newest and search is not null;
