import type { NewParticipant } from '#features/alliance/actions.ts';
import type { Role } from '#features/officers/model.ts';

type Person = readonly [role: Role, name: string];
type Names = { ru: string; zh: string };
type DemoNode = {
  code: string;
  offset: number;
  authority: string;
  name: string;
  names: Names;
  people: readonly Person[];
};

/**
 * The nodes of the fictional Meridian Cooperation Alliance that a demonstration runs. Who brings a bulk of persons does not let it in: there is
 * a second case officer everywhere (SG-13). A role's token is that of its first officer.
 */
export const demoNodes: readonly DemoNode[] = [
  {
    code: 'ec',
    offset: 0,
    authority: 'ec/duty',
    name: 'Duty desk of the Executive Committee',
    names: { ru: 'Дежурная служба Исполнительного комитета', zh: '执行委员会值班处' },
    people: [
      ['case-officer', 'Elin Sampleton'],
      ['auditor', 'Ansel Mockauditor'],
      ['node-admin', 'Ken Nodewarden'],
      ['case-officer', 'Una Pretend'],
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
    names: { ru: 'CSIRT Арвении', zh: '阿尔维尼亚 CSIRT' },
    people: [
      ['case-officer', 'Ilva Sampleton'],
      ['auditor', 'Ari Mockauditor'],
      ['node-admin', 'Ada Nodewarden'],
      ['case-officer', 'Rhea Sampleton'],
      ['legal-reviewer', 'Oren Demo'],
      ['approver', 'Asta Placeholder'],
      ['duty-officer', 'Anka Dummyson'],
    ],
  },
  {
    code: 'xb',
    offset: 2,
    authority: 'xb/cyber',
    name: 'Belmara CSIRT',
    names: { ru: 'CSIRT Бельмары', zh: '贝尔马拉 CSIRT' },
    people: [
      ['case-officer', 'Bela Sampleton'],
      ['auditor', 'Bruno Mockauditor'],
      ['node-admin', 'Bram Nodewarden'],
      ['case-officer', 'Nils Example'],
      ['legal-reviewer', 'Bea Demo'],
      ['approver', 'Mara Placeholder'],
      ['duty-officer', 'Boris Dummyson'],
      ['rights-officer', 'Tol Example'],
    ],
  },
  {
    code: 'xc',
    offset: 3,
    authority: 'xc/cyber',
    name: 'Corvath CSIRT',
    names: { ru: 'CSIRT Корвата', zh: '科尔瓦特 CSIRT' },
    people: [
      ['case-officer', 'Cleo Sampleton'],
      ['auditor', 'Cora Mockauditor'],
      ['node-admin', 'Cyd Nodewarden'],
      ['case-officer', 'Dara Fictive'],
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
    names: { ru: 'Независимый надзорный совет', zh: '独立监督小组' },
    people: [
      ['case-officer', 'Senna Notreal'],
      ['auditor', 'Ivo Mockauditor'],
      ['node-admin', 'Ines Nodewarden'],
      ['case-officer', 'Omar Notreal'],
      ['legal-reviewer', 'Isa Demo'],
      ['approver', 'Ilan Placeholder'],
    ],
  },
];

/** What the Meridian profile has: until somebody is assigned, the operator gives every officer all of it (`officers.json`). */
export const purposes = [
  'counter-terrorism',
  'cii-protection',
  'cybercrime',
  'counter-financing',
  'mutual-assistance',
  'coordination',
  'oversight',
];

const federationOffset = 20;

export const federationPort = (portBase: number, node: DemoNode): number => portBase + federationOffset + node.offset;

/** What its contact point is called; an authority that is a duty desk is its own. */
const deskOf = ({ authority, name, names }: DemoNode) =>
  authority.endsWith('/duty')
    ? { name, names }
    : { name: `Duty desk, ${name}`, names: { ru: `Дежурная служба, ${names.ru}`, zh: `${names.zh}值班处` } };

/** The demo's participants, one authority each, with addresses that follow from the first port. */
export const demoParticipants = (portBase: number): NewParticipant[] =>
  demoNodes.map((node) => ({
    code: node.code,
    address: `https://127.0.0.1:${federationPort(portBase, node)}`,
    authorities: [{ code: node.authority, name: node.name, names: node.names }],
    contacts: [
      {
        code: 'duty',
        authority: node.authority,
        ...deskOf(node),
        hours: '24/7',
        languages: ['en'],
        // +999 is no country's.
        telephone: `+999 0100 00${node.offset}`,
        email: `duty@${node.authority.replace('/', '-')}.example`,
      },
    ],
    officers: node.people.map(([role, name], i) => ({
      id: `${node.authority}/o-${i + 1}`,
      name,
      role,
      authority: node.authority,
      desk: purposes,
    })),
  }));

/** xb's second authority, which the tests' alliance does without. */
const fiu = {
  code: 'xb/fiu',
  name: 'Belmara FIU',
  names: { ru: 'Подразделение финансовой разведки Бельмары', zh: '贝尔马拉金融情报机构' },
};
const fiuOfficer = {
  id: 'xb/fiu/o-1',
  name: 'Vera Placeholder',
  role: 'case-officer',
  authority: fiu.code,
  desk: purposes,
};

/** What a demonstration begins with. */
export const demoAlliance = (portBase: number): NewParticipant[] =>
  demoParticipants(portBase).map((one) =>
    one.code === 'xb'
      ? { ...one, authorities: [...one.authorities, fiu], officers: [...one.officers, fiuOfficer] }
      : one,
  );
