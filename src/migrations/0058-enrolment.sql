-- Officers whom an administrator invited. Their names stay here: records know numbers alone.
create table officer (
  id         text primary key,
  name       text not null,
  authority  text not null,
  role       text not null,
  invited_by text not null,
  invited_at timestamptz not null
);

-- One-time links by which an officer registers a passkey. Tokens are kept as SHA-256 only.
create table invitation (
  token_hash bytea primary key,
  officer    text not null references officer (id),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index invitation_officer on invitation (officer);

-- Passkeys as they were registered, in the form that officer.appoint takes.
create table enrolled_passkey (
  credential  text primary key,
  officer     text not null references officer (id),
  passkey     text not null,
  enrolled_at timestamptz not null
);
create index enrolled_passkey_officer on enrolled_passkey (officer, enrolled_at);

-- What a passkey is asked to sign, once and soon, and for what: `bound` is SHA-256 of the invitation's token or of the page's origin.
create table passkey_challenge (
  challenge  bytea primary key,
  purpose    text not null check (purpose in ('enrol', 'sign-in')),
  preimage   bytea not null,
  bound      bytea not null,
  expires_at timestamptz not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);

-- By which passkey somebody signed in; null by a link.
alter table session add column credential text;
