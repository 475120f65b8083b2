-- The newest time at which a nonce that was forgotten had been used. Requests are judged by a clock that never stands so far back
-- that one of before this time would be taken; at most one row.
create table request_horizon (
  one boolean primary key default true check (one),
  at  timestamptz not null
);
