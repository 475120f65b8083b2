-- The last day of a record's retention, as sealed in its envelope; when it is over the content is destroyed here (handling rule 8).
alter table record add column retain_until date;
with sealed as (
  select id, translate(split_part(jws, '.', 2), '-_', '+/') as payload from record where kind not in ('release', 'recall', 'receipt', 'refusal')
), opened as (
  select id, convert_from(decode(rpad(payload, (length(payload) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json ->> 'retainUntil' as until from sealed
)
update record set retain_until = opened.until::date from opened where record.id = opened.id and opened.until >= '0001';
create index record_retention on record (retain_until) where body is not null and retain_until is not null;
