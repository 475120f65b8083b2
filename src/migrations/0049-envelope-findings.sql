-- What the validator says of an imported bundle itself, as JSON text, bounded as the findings about its objects are.
alter table import_run add column findings text;
