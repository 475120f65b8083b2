-- Who an officer is at the identity provider (OpenID Connect Core §2, `sub`), as an administrator said.
alter table officer add column subject text unique;

-- How somebody signed in: link, passkey, oidc.
alter table session add column via text not null default 'link';
update session set via = 'passkey' where credential is not null;

-- A sign-in at the identity provider that is under way. `bound`: SHA-256 of a cookie of the browser that began it.
create table oidc_flow (
  state_hash    bytea primary key,
  nonce         text not null,
  code_verifier text not null,
  redirect_uri  text not null,
  bound         bytea not null,
  expires_at    timestamptz not null
);
