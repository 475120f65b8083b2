-- Evidence is JSON `{notes, root, proof}`; what an earlier release kept were notes with a line of dashes between them.
update alarm set evidence = json_build_object('notes', string_to_array(evidence, E'\n---\n'))::text
  where evidence is not null and evidence not like '{"notes":%';
