-- What relates to a person is found no more than the person: its lexemes are put aside while its participant's own versions, or else
-- others', describe one end of it as a person. Relationships and actors are read anew at the next start.
alter table threat_object add column aside tsvector;
insert into projection_due select record_id from threat_object where type in ('relationship', 'sighting', 'threat-actor') on conflict do nothing;
delete from threat_object t using projection_due d where t.record_id = d.record_id;
delete from threat_count;
insert into threat_count (facet, value, count)
select facet, value, count(*) from threat_object t cross join lateral (
  values ('all', ''), ('type', t.type), ('member', t.participant), ('tlp', t.tlp), ('base', t.base), ('own', t.own_marking)
  union all select 'label', unnest(t.labels) union all select 'phase', unnest(t.phases)
) of (facet, value)
where t.newest and t.search is not null and value is not null group by facet, value;
