-- Whether the reader may see an edge is asked of each of the thousands around a busy object (decision 0053): the index itself answers
-- it now, and no row has to be fetched for it.
drop index threat_edge_source;
drop index threat_edge_target;
create index threat_edge_source on threat_edge (source_id, target_id, relation) include (guard, wrote, record_id) where shown;
create index threat_edge_target on threat_edge (target_id, source_id, relation) include (guard, wrote, record_id) where shown;
