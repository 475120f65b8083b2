-- Which object refers to which, one row per reference and per record that states it. `shown`: it stands in its author's newest
-- version of the object. Objects that describe persons have no row, accounts and addresses of persons are the end of none (SG-07).
create table threat_edge (
  record_id bigint not null references record (id),
  source_id text not null,
  target_id text not null,
  relation  text not null,
  shown     boolean not null
);
create index threat_edge_record on threat_edge (record_id);
create index threat_edge_source on threat_edge (source_id, target_id, relation) where shown;
create index threat_edge_target on threat_edge (target_id, source_id, relation) where shown;

-- It stands in the bodies of objects that are here already.
insert into projection_due select record_id from threat_object on conflict do nothing;
