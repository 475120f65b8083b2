-- A saved selection is a view: also how its table is sorted and which columns it shows; `first` is the one with which an officer begins.
alter table selection
  add column sort    text,
  add column columns text[],
  add column first   boolean not null default false;
create unique index selection_first on selection (officer) where first;
