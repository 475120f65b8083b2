-- An officer resumed exchange with a stopped peer: what is held against its log is asked of it before anything more is read.
alter table peer add column resumed_at timestamptz;
-- Whether the evidence of an alarm about a log that contradicts itself proves it to others; null where it is about something else.
alter table alarm add column provable boolean;
-- The decision, beside every alarm that it was taken on.
alter table alarm add column resumed_at timestamptz, add column resumed_by text, add column resumed_why text;
