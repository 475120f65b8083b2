-- What content was taken out for stands in the account of it, and what was refused to be taken out in that of the gates.
alter table audit_note add column purpose text not null default '';
alter table audit_note drop constraint audit_note_pkey;
alter table audit_note add primary key (officer, act, subject, purpose);
alter table gate_note drop constraint gate_note_gate_check;
alter table gate_note add constraint gate_note_gate_check check (gate in ('draft', 'arrival', 'export'));
