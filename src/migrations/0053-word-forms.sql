-- What finds an object holds the stems of its words and no accents now (decision 0030). Words come from bodies, which only the program reads: it
-- projects every object anew at the next start, before it serves anybody.
insert into projection_due select record_id from threat_object on conflict do nothing;
truncate threat_object, threat_count;
