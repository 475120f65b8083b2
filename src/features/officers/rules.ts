import { powers as allPowers, roles } from './model.ts';
import type { Power, Role } from './model.ts';

export type { Power } from './model.ts';

const seeing: readonly Power[] = ['see-alliance', 'see-records'];
const reading: readonly Power[] = [...seeing, 'read-content'];
const writing: readonly Power[] = [...reading, 'act', 'take'];
const answering: readonly Power[] = ['answer-oversight', 'decide-quarantine'];
const acting: readonly Power[] = [...writing, 'export', 'release', 'desk', ...answering, 'ferry', 'approve'];
const appointing: readonly Power[] = ['approve', 'appoint', 'assign', 'take'];

/** Domain 2.3; why each role has these and no others, decision 0056 says. */
const powers: Record<Role, ReadonlySet<Power>> = {
  'case-officer': new Set(acting),
  'duty-officer': new Set(acting),
  'finance-analyst': new Set<Power>([...writing, 'export', 'release']),
  'evidence-custodian': new Set<Power>([...writing, 'export', 'release']),
  examiner: new Set(writing),
  'exercise-controller': new Set(seeing),
  'legal-reviewer': new Set<Power>([...reading, 'approve', 'take']),
  approver: new Set<Power>([...reading, ...appointing, ...answering, 'audit']),
  'rights-officer': new Set<Power>([...reading, 'audit']),
  spokesperson: new Set(reading),
  auditor: new Set<Power>([...reading, ...answering, 'audit', 'take']),
  'node-admin': new Set<Power>([...seeing, ...appointing, 'ferry', 'keep-keys', 'invite']),
};

/** The roles that have a power, for whoever lacks it to know whom to ask. */
export const rolesWith = (power: Power): Role[] => roles.filter((role) => hasPower(role, power));

export const hasPower = (role: Role, power: Power): boolean => powers[role].has(power);

export const powersOf = (role: Role): Power[] => allPowers.filter((power) => hasPower(role, power));
