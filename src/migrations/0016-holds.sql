-- A hold under national law, on a record of another participant: by a reasoned decision of an officer, until a day (handling rule 8).
-- Once its author recalls the record, or its retention ends, the content is kept and shown to nobody: withheld_at says since when.
alter table record add column hold_code text;
alter table record add column hold_until date;
alter table record add column hold_reason text;
alter table record add column held_by text;
alter table record add column withheld_at timestamptz;
alter table record add constraint record_hold check (num_nulls(hold_code, hold_until, hold_reason, held_by) in (0, 4));
alter table record add constraint record_withheld check (withheld_at is null or (hold_until is not null and body is not null));
create index record_held on record (hold_until) where hold_until is not null;
