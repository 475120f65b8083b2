-- Cases that an authority leaves to the one that takes its place, as each counterpart was told.
create table case_referral (
  record_id   bigint not null references record (id),
  case_ref    text not null,
  participant text not null,
  recipient   text not null,
  origin      text not null,
  successor   text not null,
  primary key (record_id, case_ref)
);
create index case_referral_case on case_referral (case_ref);

alter table task drop constraint task_code_check;
alter table task add constraint task_code_check
  check (code in ('source-recalled', 'source-replaced', 'exported-recalled', 'leaf-demand', 'demand-overdue', 'opening-wrong',
    'finding', 'case-referred', 'authority-ended'));
