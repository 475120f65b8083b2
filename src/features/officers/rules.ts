import { powers as allPowers, roles } from './model.ts';
import type { Power, Role } from './model.ts';

export type { Power } from './model.ts';

const reading: readonly Power[] = ['see-alliance', 'see-records', 'read-content'];
const acting: readonly Power[] = [...reading, 'act', 'answer-oversight', 'decide-quarantine', 'ferry', 'approve'];
/** They work on what is theirs; answering oversight, deciding about bulks and carrying files between nodes is the desk's (domain 2.3). */
const specialist: readonly Power[] = [...reading, 'act', 'approve'];
const approving: readonly Power[] = [...reading, 'approve'];

const powers: Record<Role, ReadonlySet<Power>> = {
  'case-officer': new Set(acting),
  'duty-officer': new Set(acting),
  'finance-analyst': new Set(specialist),
  'evidence-custodian': new Set(specialist),
  examiner: new Set(specialist),
  'exercise-controller': new Set(specialist),
  'legal-reviewer': new Set(approving),
  approver: new Set<Power>([...approving, 'answer-oversight', 'decide-quarantine', 'appoint', 'assign', 'audit']),
  'rights-officer': new Set<Power>([...approving, 'audit']),
  spokesperson: new Set(reading),
  auditor: new Set<Power>([...reading, 'audit', 'answer-oversight', 'decide-quarantine']),
  'node-admin': new Set<Power>([
    'see-alliance',
    'see-records',
    'ferry',
    'keep-keys',
    'approve',
    'appoint',
    'assign',
    'invite',
  ]),
};

/** The roles that have a power, for whoever lacks it to know whom to ask. */
export const rolesWith = (power: Power): Role[] => roles.filter((role) => hasPower(role, power));

export const hasPower = (role: Role, power: Power): boolean => powers[role].has(power);

export const powersOf = (role: Role): Power[] => allPowers.filter((power) => hasPower(role, power));
