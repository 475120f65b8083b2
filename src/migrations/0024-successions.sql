-- The end of a log is a document too, with the log's number.
alter table alliance_document drop constraint alliance_document_kind_check;
alter table alliance_document add constraint alliance_document_kind_check check (kind in ('profile', 'directory', 'succession'));
