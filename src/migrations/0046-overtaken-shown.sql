-- Who showed it; null where it lay beside the database. What proves that it is of another log than this one, where that is so.
alter table log_overtaken add column shown_by text, add column evidence text;
