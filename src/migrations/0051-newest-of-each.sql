-- Of an object the newest version of each participant is in the lists: nobody takes away by a later version what another has said.
update threat_object t set newest = true
where not t.newest and not exists (select 1 from threat_object o where o.object_id = t.object_id and o.participant = t.participant
  and (coalesce(o.modified, '-infinity'), o.record_id) > (coalesce(t.modified, '-infinity'), t.record_id));
delete from threat_count;
insert into threat_count (facet, value, count)
select facet, value, count(*) from threat_object t cross join lateral (
  values ('all', ''), ('type', t.type), ('member', t.participant), ('tlp', t.tlp), ('base', t.base), ('own', t.own_marking)
  union all select 'label', unnest(t.labels) union all select 'phase', unnest(t.phases)
) of (facet, value)
where t.newest and t.search is not null and value is not null group by facet, value;
