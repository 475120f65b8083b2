-- By which account of the identity provider an invitation was asked for, and a passkey registered; null: by an administrator's link. Two approve a
-- passkey; an administrator alone names accounts. So an account is an officer's where a passkey that counts was registered by it.
alter table invitation add column subject text;
alter table enrolled_passkey add column subject text;
