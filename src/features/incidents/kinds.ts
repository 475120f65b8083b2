import { accepted, defineKind, refuse } from '#features/records/model.ts';
import { incidentCountSchema, incidentReportSchema } from './model.ts';

export const incidentReport = defineKind({
  kind: 'incident.report',
  what: 'an incident at a critical facility. Opens a case in state `NOTIFIED`; a report or count by a second participant makes it `CORRELATED`',
  by: 'act',
  control: false,
  confidential: true,
  blobs: true,
  draftable: true,
  schema: incidentReportSchema,
  next: [
    // Whose facility it is owes a full notice and a final report (domain 2.7): corrections of this one.
    { kind: 'incident.report', by: 'author', as: 'replaces', deadline: 'cii-full' },
    { kind: 'incident.report', by: 'author', as: 'replaces', deadline: 'cii-final', nth: 2 },
    { kind: 'incident.count', by: 'anybody', as: 'case' },
    { kind: 'warning.issue', by: 'anybody', as: 'case' },
  ],
  title: (body) => body.title,
});

export const incidentCount = defineKind({
  kind: 'incident.count',
  what: 'how many hosts a participant found affected by the incident that `case` names; its newest count stands',
  by: 'act',
  control: false,
  confidential: true,
  draftable: true,
  schema: incidentCountSchema,
  judge: ({ envelope }) =>
    envelope.case === undefined
      ? refuse('case', 'a count belongs to a reported incident: name it as the case')
      : accepted,
  title: (body) => `${body.hosts} hosts`,
});
