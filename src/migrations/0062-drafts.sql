-- What an officer has typed and not sent yet, encrypted for this participant and bound to the officer and the form.
create table draft (
  officer  text not null,
  form     text not null,
  address  text not null,
  version  integer not null,
  content  bytea not null,
  saved_at timestamptz not null,
  primary key (officer, form)
);
create index draft_saved on draft (saved_at);

-- Bytes that an officer looks at before they are sealed: the very same, for a few minutes.
create table draft_preview (
  id           uuid primary key,
  officer      text not null,
  author       text not null,
  payload      bytea not null,
  digest       bytea not null,
  body         bytea not null,
  wrapped_keys bytea not null,
  expires_at   timestamptz not null
);
create index draft_preview_officer on draft_preview (officer, expires_at);
