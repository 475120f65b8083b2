-- What officers ask to be assigned to is answered by somebody else, with a reason where it is refused; who asked is shown the answer.
alter table assignment_request
  add column state text not null default 'open' check (state in ('open', 'given', 'refused', 'taken-back')),
  add column answered_at timestamptz,
  add column answered_by text,
  add column answer text;
drop index assignment_request_once;
create unique index assignment_request_once on assignment_request (officer, covers, coalesce(subject, ''), purpose) where state = 'open';

-- A passkey that one person stopped, its officer or an administrator: it signs nobody in and approves nothing. Two appoint another one.
create table passkey_stop (
  credential text primary key,
  officer    text not null,
  by         text not null,
  reason     text not null check (reason in ('lost', 'stolen', 'doubted')),
  at         timestamptz not null
);
