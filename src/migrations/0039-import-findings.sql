-- What the validator says of each imported object: how many errors and warnings it found, and the findings themselves as JSON text,
-- bounded for each object and each run. Imports before this were not validated.
alter table import_item
  add column errors smallint not null default 0,
  add column warnings smallint not null default 0,
  add column findings text;
