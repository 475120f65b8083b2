-- What replaces a record is asked for with each page of it, and with each case.
create index record_replaces on record (replaces) where replaces is not null;
