-- What a translation says is found, under the name of what it translates (decision 0043). Both stand in bodies: the objects are projected anew at
-- the next start, before the node serves anybody.
insert into projection_due select record_id from threat_object on conflict do nothing;
truncate threat_object, threat_count;
