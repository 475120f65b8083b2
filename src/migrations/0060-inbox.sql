-- Who has taken what needs an officer, and to whom it was handed over; the newest line of an item counts.
create table inbox_taking (
  id      bigint generated always as identity primary key,
  kind    text not null,
  item    text not null,
  officer text not null,
  by      text not null,
  note    text,
  at      timestamptz not null
);
create index inbox_taking_item on inbox_taking (kind, item, id desc);

-- Who stands in for whom, from the first day to the last.
create table deputy (
  officer    text primary key,
  deputy     text not null,
  first_day  date not null,
  last_day   date not null,
  check (officer <> deputy and first_day <= last_day)
);
