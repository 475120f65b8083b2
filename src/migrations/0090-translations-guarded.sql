-- A translation is for the purpose of its original (`source-purpose`). One that was accepted before under another purpose stays, and is read
-- by whoever may read the original: as guardOf has it of confidential kinds.
update record r set guard = coalesce(e.purpose, '')
  from (select o.ref, convert_from(decode(rpad(translate(part, '-_', '+/'), (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json ->> 'purpose' as purpose
        from (select ref, split_part(jws, '.', 2) as part from record
              where code is distinct from 'ref-conflict' and ref in (select a.ref from record_about a join record t on t.id = a.record_id
                where t.kind = 'record.translation')) o) e,
    record_about a
  where r.kind = 'record.translation' and a.record_id = r.id and a.ref = e.ref and r.guard is distinct from coalesce(e.purpose, '');
