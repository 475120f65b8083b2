-- How often a passkey says that it was asked (WebAuthn §6.1.1). `doubted_at`: it once said less than before, so that there may be a copy.
create table passkey_counter (
  credential text primary key,
  counter    bigint not null,
  at         timestamptz not null,
  doubted_at timestamptz
);
