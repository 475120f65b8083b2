-- How long each log was on each day, as far as this node knew: to show how it grows.
create table log_size (
  participant text not null,
  day         date not null,
  size        bigint not null,
  primary key (participant, day)
);
