-- Requests with an Idempotency-Key, for a day: neither the key nor the request itself, and of the answer refs and counts alone.
create table once_request (
  officer text not null,
  -- SHA-256 of the key, and the request under it (HMAC-SHA-256): who has this table alone can test no guess of either.
  key bytea not null,
  request bytea not null,
  -- Which run of the node works on it; null: none.
  process text,
  -- Set in the transaction that made what was asked for.
  made_at timestamptz,
  answer text,
  at timestamptz not null,
  primary key (officer, key)
);
create index once_request_at on once_request (at);
