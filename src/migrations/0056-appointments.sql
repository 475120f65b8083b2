-- Who is an officer of which authority, by which passkeys: projected from officer.appoint, and taken back with it.
create table appointment (
  record_id   bigint not null references record (id),
  officer     text not null,
  role        text not null,
  rp_id       text not null,
  credential  text not null,
  public_key  text not null,
  attested    boolean not null,
  software    boolean not null,
  issued_at   timestamptz not null,
  until       date,
  primary key (record_id, officer, credential)
);
create index appointment_officer on appointment (officer);
create index appointment_credential on appointment (credential);

-- Who was dismissed, and when: projected from officer.dismiss.
create table dismissal (
  record_id bigint not null references record (id),
  officer   text not null,
  issued_at timestamptz not null,
  primary key (record_id, officer)
);
create index dismissal_officer on dismissal (officer);

-- The record by which an authority appointed its first officers, once under each of its record keys.
create table founding (
  authority text not null,
  kid       text not null,
  record_id bigint not null references record (id),
  primary key (authority, kid)
);
