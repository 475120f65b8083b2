-- Whether a reference says who or where something comes from: however it is spelled, and as only the program tells (SG-07, SG-26).
alter table threat_edge add column attributes boolean not null default false;
update threat_edge set attributes = true where relation = 'attributed-to';

-- What its author called an object may read like a line of the node's own in more languages and by more letters than was known; ends of a
-- relationship that are no ids stand in quotation marks; relations that attribute and are spelled otherwise, and actors who are persons by
-- another spelling, are known. All these are read anew at the next start, before the node serves anybody, as after 0085.
insert into projection_due
select record_id from threat_object
where case when type in ('relationship', 'sighting', 'language-content') then
      name !~ '^([A-Za-z0-9_-]{1,80}|translation( [(][A-Za-z0-9, -]*[)])?): [a-z0-9-]{1,60}--[0-9a-f-]{36}( → [a-z0-9-]{1,60}--[0-9a-f-]{36})?$'
    when type = 'threat-actor' then true
    else name ~* 'holds|judges|proposed|not a fact|attribut|author|originat' or octet_length(name) <> char_length(name) or lower(name) in (
    'relationship', 'sighting', 'attack pattern', 'autonomous system', 'course of action', 'domain name', 'email address',
    'email message', 'extension definition', 'intrusion set', 'ipv4 address', 'ipv6 address', 'language content', 'mac address',
    'malware analysis', 'marking definition', 'network traffic', 'observed data', 'threat actor', 'user account', 'windows registry key',
    'x.509 certificate')
  end
union
select record_id from threat_edge where relation ~ '[^A-Za-z0-9_-]' or length(relation) = 100
  or relation <> 'attributed-to' and translate(lower(relation), '_-', '') ~ '^(attributedto|authoredby|originatesfrom)(refs?)?$'
on conflict do nothing;
delete from threat_object t using projection_due d where t.record_id = d.record_id;
delete from threat_count;
insert into threat_count (facet, value, guard, count)
select facet, value, case guard when '' then '-' else coalesce(guard, '') end, count(*) from threat_object t cross join lateral (
  values ('all', ''), ('type', t.type), ('member', t.participant), ('tlp', t.tlp), ('base', t.base), ('own', t.own_marking)
  union all select 'label', unnest(t.labels) union all select 'phase', unnest(t.phases)
) of (facet, value)
where t.newest and t.search is not null and value is not null group by facet, value, 3;
