-- Tokens by which a program of an officer's asks the API. Of the token itself only SHA-256 is here. `made_at` comes before the officer's
-- newest appointment: then it counts no more. `minute` and `asked`: how often it asked within the minute that it asked last.
create table api_token (
  id         uuid primary key,
  token_hash bytea not null unique,
  officer    text not null,
  name       text not null,
  scopes     text[] not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  ended_by   text,
  minute     timestamptz,
  asked      integer not null default 0
);
create index api_token_officer on api_token (officer, made_at);
