-- A blob that an officer asked to see, until the frame opens it: by its address alone, once. `page`: the origin that may hold the frame.
create table blob_showing (
  token_hash bytea primary key,
  ref        text not null,
  sha256     text not null,
  officer    text not null,
  page       text not null,
  sound      boolean not null,
  expires_at timestamptz not null
);
create index on blob_showing (officer, expires_at);

-- What an officer wants of disturbing media besides what the authority holds everybody to: some of folded, blur, grey, mute.
create table officer_care (
  officer text primary key,
  own     text[] not null
);
