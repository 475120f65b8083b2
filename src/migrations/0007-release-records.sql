-- Where the author's node keeps what it let go, so that a page of the feed reads neighbouring rows instead of searching each digest.
-- Null at the recipient, where a release stands before its records.
alter table release_item add column record_id bigint;
update release_item i set record_id = r.id from record r where r.digest = i.digest and r.verdict = 'own';
