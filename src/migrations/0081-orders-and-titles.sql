-- The table of objects by type, by who wrote the version, and by when an object was made. Kept in step with sort-store.ts, as 0075.
create index threat_object_by_type on threat_object ((type collate "C"), record_id) where newest and search is not null;
create index threat_object_by_author on threat_object ((participant collate "C"), record_id) where newest and search is not null;
create index threat_object_by_created on threat_object (coalesce(created, '0001-01-01T00:00:00Z'::timestamptz), record_id)
  where newest and search is not null;

-- Records by words of their titles, as far as titles are stored: of confidential kinds there are none (docs/limits.md 1). Marks between
-- words are blanks, so that the end of an address is found too. Kept in step with filter-store.ts.
create index record_title_words on record using gin (to_tsvector('simple', translate(title, './:@_-', '      ')))
  where title is not null;
