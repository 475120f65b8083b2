-- What this participant put into force of late is asked at every look into the inbox, whatever others sent of the same kind (emergency-store.ts).
create index record_own_kind on record (kind, issued_at) where verdict = 'own';
