-- The words of an object's name, so that what bears the name comes before what mentions it. Older rows get theirs as well as the
-- database can cut them; `tamga rebuild` cuts names in every script as new ones are.
alter table threat_object add column name_words tsvector;
update threat_object set name_words = array_to_tsvector(array(
  select distinct left(word, 250) from regexp_split_to_table(lower(name), '[^[:alnum:]_]+') as word where word <> ''))
where name is not null and search is not null and type not in ('relationship', 'sighting');
-- The order of the list when nothing is searched for.
create index threat_object_place on threat_object (((type = 'relationship')::int * 3 + 2), (-record_id)) where search is not null;
