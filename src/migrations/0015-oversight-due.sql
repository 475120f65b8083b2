-- A place of a feed may hold an envelope alone, as oversight's due: a record then has a place in several feeds.
alter table feed_entry add column envelope boolean not null default false;
drop index feed_entry_record;
create unique index feed_entry_record on feed_entry (record_id, recipient);
