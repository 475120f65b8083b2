-- What was made from a record whose key its participant has disowned is a task.
alter table task drop constraint task_code_check;
alter table task add constraint task_code_check
  check (code in ('source-recalled', 'source-replaced', 'source-disowned', 'exported-recalled', 'leaf-demand', 'demand-overdue',
    'opening-wrong', 'finding', 'case-referred', 'authority-ended'));
