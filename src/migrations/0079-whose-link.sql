-- By whose link a passkey was registered is shown to who approves its appointment. Unknown of those before.
alter table invitation add column invited_by text, add column invited_at timestamptz;
alter table enrolled_passkey add column invited_by text, add column invited_at timestamptz;
