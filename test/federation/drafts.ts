import type { Draft } from '#features/records/model.ts';

const handling = {
  marking: { tlp: 'AMBER', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};

const by = (participant: string) => ({ author: `${participant}/cyber`, officers: [`${participant}/cyber/o-1`] });

export const incident = (participant: string, change: Partial<Draft> = {}): Draft => ({
  kind: 'incident.report',
  ...by(participant),
  ...handling,
  body: {
    title: 'Ticket halls down',
    operator: 'Arvenia Rail',
    sector: 'rail',
    service: 'ticketing',
    severity: 'high',
    hostsAffected: 412,
    detectedAt: '2030-05-13T05:40:00Z',
    description: 'Hosts encrypted, halls closed.',
  },
  ...change,
});

export const count = (participant: string, incidentRef: string, hosts: number): Draft => ({
  kind: 'incident.count',
  ...by(participant),
  ...handling,
  case: incidentRef,
  body: { hosts, asOf: '2030-05-13T07:05:00Z' },
});
