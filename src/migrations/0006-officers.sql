-- Tokens are kept as SHA-256 only.
create table sign_in_link (
  token_hash bytea primary key,
  officer    text not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table session (
  token_hash bytea primary key,
  officer    text not null,
  demo       boolean not null,
  expires_at timestamptz not null
);
