-- How many notes, calls, tests and takings one officer made within a day is asked before each.
create index watch_note_officer on watch_note (officer, written_at);
create index watch_call_officer on watch_call (officer, noted_at);
create index watch_test_officer on watch_test (officer, at);
create index inbox_taking_by on inbox_taking (by, at);

-- An account is the identity provider's and its number there: what was kept by the number alone does not say whose it is, and an administrator names it anew.
update officer set subject = null;
delete from session where via = 'oidc';
