-- Up to which record an officer has looked at what arrived: what came later is news.
create table officer_news (
  officer   text primary key,
  record_id bigint not null
);
