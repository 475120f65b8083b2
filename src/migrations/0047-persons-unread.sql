-- Which objects are about persons is told by more than before: types of somebody's own by their names, observables within observed data,
-- translations of persons, actors with the means of one person, and names of indicators that repeat the address which they look for. What was read of such objects is read anew at the next start.
insert into projection_due select record_id from threat_object
where type in ('indicator', 'observed-data', 'language-content', 'threat-actor') or type not in (
  'artifact', 'attack-pattern', 'autonomous-system', 'campaign', 'course-of-action', 'directory', 'domain-name', 'email-addr', 'email-message',
  'extension-definition', 'file', 'grouping', 'identity', 'incident', 'infrastructure', 'intrusion-set', 'ipv4-addr', 'ipv6-addr',
  'language-content', 'location', 'mac-addr', 'malware', 'malware-analysis', 'marking-definition', 'mutex', 'network-traffic', 'note', 'opinion',
  'process', 'relationship', 'report', 'sighting', 'software', 'threat-actor', 'tool', 'url', 'user-account', 'vulnerability',
  'windows-registry-key', 'x509-certificate')
on conflict do nothing;
delete from threat_object t using projection_due d where t.record_id = d.record_id;
-- Of an object whose versions are not all due, the newest of those that stay is the newest until the others are back.
update threat_object t set newest = true
where not t.newest and not exists (select 1 from threat_object o where o.object_id = t.object_id
  and (coalesce(o.modified, '-infinity'), o.record_id) > (coalesce(t.modified, '-infinity'), t.record_id));
delete from threat_count;
insert into threat_count (facet, value, count)
select facet, value, count(*) from threat_object t cross join lateral (
  values ('all', ''), ('type', t.type), ('member', t.participant), ('tlp', t.tlp), ('base', t.base), ('own', t.own_marking)
  union all select 'label', unnest(t.labels) union all select 'phase', unnest(t.phases)
) of (facet, value)
where t.newest and t.search is not null and value is not null group by facet, value;
