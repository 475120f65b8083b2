-- A body lies encrypted under a key of its own, and that key wrapped for who may read it: one entry for each reader, or one for
-- the whole participant where readers is null. body_key holds what an earlier release stored in the clear, until the
-- program, which has the keys, has encrypted it at its next start.
alter table record add column wrapped_keys bytea;
alter table record add column readers text[] check (cardinality(readers) > 0);
alter table record drop constraint record_check;
alter table record add constraint record_body check (num_nonnulls(body_key, wrapped_keys) = (body is not null)::int);
create index record_clear on record (id) where body_key is not null;
