-- What is asked of a released record is asked by its ref; an index of digests costs every release a place of its own in it.
drop index release_item_digest;
