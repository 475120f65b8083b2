-- Records that came since a moment: rows lie in the order in which they came, so a summary of each stretch is enough.
create index record_stored on record using brin (stored_at);
