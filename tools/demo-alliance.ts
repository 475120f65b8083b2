import type { NewParticipant } from '#features/alliance/actions.ts';
import type { Role } from '#features/officers/model.ts';

type Person = readonly [role: Role, name: string];
type DemoNode = { code: string; offset: number; authority: string; name: string; people: readonly Person[] };

/** The nodes of the fictional Meridian Cooperation Alliance that a demonstration runs. */
export const demoNodes: readonly DemoNode[] = [
  {
    code: 'ec',
    offset: 0,
    authority: 'ec/duty',
    name: 'Duty desk of the Executive Committee',
    people: [
      ['case-officer', 'Elin Sampleton'],
      ['auditor', 'Ansel Mockauditor'],
      ['node-admin', 'Ken Nodewarden'],
      ['legal-reviewer', 'Ebba Demo'],
      ['approver', 'Edo Placeholder'],
      ['duty-officer', 'Pell Dummyson'],
    ],
  },
  {
    code: 'xa',
    offset: 1,
    authority: 'xa/cyber',
    name: 'Arvenia CSIRT',
    people: [
      ['case-officer', 'Ilva Sampleton'],
      ['auditor', 'Ari Mockauditor'],
      ['node-admin', 'Ada Nodewarden'],
      ['legal-reviewer', 'Oren Demo'],
      ['approver', 'Asta Placeholder'],
      ['duty-officer', 'Anka Dummyson'],
      ['case-officer', 'Ivar Sampleton'],
    ],
  },
  {
    code: 'xb',
    offset: 2,
    authority: 'xb/cyber',
    name: 'Belmara CSIRT',
    people: [
      ['case-officer', 'Bela Sampleton'],
      ['auditor', 'Bruno Mockauditor'],
      ['node-admin', 'Bram Nodewarden'],
      ['legal-reviewer', 'Bea Demo'],
      ['approver', 'Mara Placeholder'],
      ['duty-officer', 'Boris Dummyson'],
      ['case-officer', 'Brit Sampleton'],
      ['rights-officer', 'Tol Example'],
    ],
  },
  {
    code: 'xc',
    offset: 3,
    authority: 'xc/cyber',
    name: 'Corvath CSIRT',
    people: [
      ['case-officer', 'Cleo Sampleton'],
      ['auditor', 'Cora Mockauditor'],
      ['node-admin', 'Cyd Nodewarden'],
      ['legal-reviewer', 'Cem Demo'],
      ['approver', 'Cia Placeholder'],
      ['finance-analyst', 'Bex Fictive'],
    ],
  },
  {
    code: 'iop',
    offset: 9,
    authority: 'iop/panel',
    name: 'Independent Oversight Panel',
    people: [
      ['case-officer', 'Senna Notreal'],
      ['auditor', 'Ivo Mockauditor'],
      ['node-admin', 'Ines Nodewarden'],
      ['legal-reviewer', 'Isa Demo'],
      ['approver', 'Ilan Placeholder'],
    ],
  },
];

const federationOffset = 20;

export const federationPort = (portBase: number, node: DemoNode): number => portBase + federationOffset + node.offset;

/** The demo's participants, one authority of three officers each, with addresses that follow from the first port. */
export const demoParticipants = (portBase: number): NewParticipant[] =>
  demoNodes.map((node) => ({
    code: node.code,
    address: `https://127.0.0.1:${federationPort(portBase, node)}`,
    authorities: [{ code: node.authority, name: node.name }],
    officers: node.people.map(([role, name], i) => ({
      id: `${node.authority}/o-${i + 1}`,
      name,
      role,
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
