-- How much of a file that is being fetched lies here: it counts for what its author's files may take.
alter table record_blob add column part_bytes bigint not null default 0;
