-- When a peer was found to serve other bytes than its author sealed: of one that does so again and again nothing more is fetched that day.
alter table record_blob add column refused_at timestamptz;
create index record_blob_refused on record_blob (refused_at) where refused_at is not null;
