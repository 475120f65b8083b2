-- A record whose object the threats' table names to nobody, because a version of the same participant describes a person or is put aside
-- for one, is called by its type in lists too, and found by no title (SG-07). Kept in step with title-store.ts.
update record r set title = said.type
from (select record_id, type, bool_or(search is null) over (partition by object_id, participant) as hidden from threat_object) said
where said.hidden and said.record_id = r.id and r.title is not null and r.title <> said.type;

-- What an author calls an object and reads like a line of the node's own stands in quotation marks (SG-26). Which names do, only the
-- program tells: those that may are read anew at the next start, before the node serves anybody.
insert into projection_due select record_id from threat_object
where case type when 'sighting' then false
  when 'relationship' then split_part(name, ': ', 1) !~ '^[A-Za-z0-9_-]+$'
  else name ~* 'holds|sighting|translation|[-=]>|--[0-9a-f]{8}-|^[a-z0-9-]+( [0-9a-f]{8}.*)?$' or octet_length(name) <> char_length(name) end
on conflict do nothing;
delete from threat_object t using projection_due d where t.record_id = d.record_id;
delete from threat_count;
insert into threat_count (facet, value, guard, count)
select facet, value, case guard when '' then '-' else coalesce(guard, '') end, count(*) from threat_object t cross join lateral (
  values ('all', ''), ('type', t.type), ('member', t.participant), ('tlp', t.tlp), ('base', t.base), ('own', t.own_marking)
  union all select 'label', unnest(t.labels) union all select 'phase', unnest(t.phases)
) of (facet, value)
where t.newest and t.search is not null and value is not null group by facet, value, 3;
