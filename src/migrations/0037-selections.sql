-- Questions to the list of objects that officers saved under a name: a query, never what it finds.
create table selection (
  id         text primary key,
  authority  text not null,
  officer    text not null,
  name       text not null,
  query      text not null,
  -- All officers of the authority see it; otherwise its own officer alone.
  shared     boolean not null,
  changed_at timestamptz not null,
  unique (officer, name)
);
create index selection_shared on selection (authority) where shared;
