-- What is to be projected anew at the node's next start, before it serves anybody: the program, which has the keys, reads it again
-- from its record. A migration that changes what is read from bodies puts the records here and takes their rows away.
create table projection_due (record_id bigint primary key references record (id));
insert into projection_due select record_id from threat_object;
truncate threat_object;

-- Every way to find an object is a lexeme of one tsvector: words, words of the name, and facets, each with a mark of its own that is in
-- no word; so one index answers every question. Only the newest version of an object is found.
drop index threat_object_search, threat_object_place, threat_object_type;
alter table threat_object
  drop column name_words,
  add column newest      boolean not null,
  add column tlp         text,
  add column base        text,
  add column own_marking text,
  add column labels      text[] not null,
  add column phases      text[] not null,
  -- When it was observed: the first and the last moment of which it speaks.
  add column seen_from   timestamptz,
  add column seen_to     timestamptz;
create index threat_object_search on threat_object using gin (search) where newest;
create index threat_object_place on threat_object ((type = 'relationship'), record_id desc) where newest and search is not null;

-- How many objects in the lists have each value of each facet. A value that none has any more has no row.
create table threat_count (
  facet text not null,
  value text not null,
  count bigint not null,
  primary key (facet, value)
);
create index threat_count_most on threat_count (facet, count desc, value);
create index threat_count_none on threat_count (facet) where count = 0;
