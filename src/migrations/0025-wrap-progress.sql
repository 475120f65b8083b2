-- How far the keys of stored bodies are wrapped for the present keys of their readers, and for which keys that was.
create table wrap_progress (
  id   boolean primary key default true check (id),
  keys text not null,
  -- Id of the last record that was looked at.
  done bigint not null
);
