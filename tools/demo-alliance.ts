import type { NewParticipant } from '#features/alliance/actions.ts';

type DemoNode = { code: string; offset: number; authority: string; name: string; people: [string, string, string] };

/** The nodes of the fictional Meridian Cooperation Alliance that a demonstration runs. */
export const demoNodes: readonly DemoNode[] = [
  {
    code: 'ec',
    offset: 0,
    authority: 'ec/duty',
    name: 'Duty desk of the Executive Committee',
    people: ['Pell Dummyson', 'Ansel Mockauditor', 'Ken Nodewarden'],
  },
  {
    code: 'xa',
    offset: 1,
    authority: 'xa/cyber',
    name: 'Arvenia CSIRT',
    people: ['Ilva Sampleton', 'Oren Demo', 'Ada Nodewarden'],
  },
  {
    code: 'xb',
    offset: 2,
    authority: 'xb/cyber',
    name: 'Belmara CSIRT',
    people: ['Mara Placeholder', 'Tol Example', 'Bram Nodewarden'],
  },
  {
    code: 'xc',
    offset: 3,
    authority: 'xc/cyber',
    name: 'Corvath CSIRT',
    people: ['Bex Fictive', 'Cora Mockauditor', 'Cyd Nodewarden'],
  },
  {
    code: 'iop',
    offset: 9,
    authority: 'iop/panel',
    name: 'Independent Oversight Panel',
    people: ['Senna Notreal', 'Ivo Mockauditor', 'Ines Nodewarden'],
  },
];

const roles = ['case-officer', 'auditor', 'node-admin'] as const;
const federationOffset = 20;

export const federationPort = (portBase: number, node: DemoNode): number => portBase + federationOffset + node.offset;

/** The demo's participants, one authority of three officers each, with addresses that follow from the first port. */
export const demoParticipants = (portBase: number): NewParticipant[] =>
  demoNodes.map((node) => ({
    code: node.code,
    address: `https://127.0.0.1:${federationPort(portBase, node)}`,
    authorities: [{ code: node.authority, name: node.name }],
    officers: node.people.map((name, i) => ({
      id: `${node.authority}/o-${i + 1}`,
      name,
      role: roles[i] ?? 'auditor',
      authority: node.authority,
    })),
  }));

type Officer = NewParticipant['officers'][number];

const caseOfficer = (authority: string, number: number, name: string): Officer => ({
  id: `${authority}/o-${number}`,
  name,
  role: 'case-officer',
  authority,
});

/** Who acts in a demonstration besides. They come last: a role's token is that of its first officer. */
const others: readonly Officer[] = [
  // Who brings a bulk of persons does not let it in: a second case officer does (SG-13).
  caseOfficer('ec/duty', 4, 'Una Pretend'),
  caseOfficer('xa/cyber', 4, 'Rhea Sampleton'),
  caseOfficer('xb/cyber', 4, 'Nils Example'),
  caseOfficer('xc/cyber', 4, 'Dara Fictive'),
  caseOfficer('iop/panel', 4, 'Omar Notreal'),
  caseOfficer('xb/fiu', 1, 'Vera Placeholder'),
];

/** What a demonstration begins with: those participants with a second case officer each, and at xb a second authority. */
export const demoAlliance = (portBase: number): NewParticipant[] =>
  demoParticipants(portBase).map((one) => ({
    ...one,
    authorities: [...one.authorities, ...(one.code === 'xb' ? [{ code: 'xb/fiu', name: 'Belmara FIU' }] : [])],
    officers: [...one.officers, ...others.filter(({ id }) => id.startsWith(`${one.code}/`))],
  }));
