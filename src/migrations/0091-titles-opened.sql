-- What has no stored title is opened for a search by title, the newest first.
create index record_untitled on record (id desc) where title is null and body is not null;
