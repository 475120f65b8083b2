import { roles } from './model.ts';
import type { Role } from './model.ts';

/** What can be done at this node. What is not listed for a role is refused. */
export type Power =
  | 'see-alliance'
  | 'see-records'
  | 'read-content'
  | 'act'
  | 'answer-oversight'
  | 'decide-quarantine'
  | 'ferry'
  | 'keep-keys';

const powers: Record<Role, ReadonlySet<Power>> = {
  'case-officer': new Set<Power>([
    'see-alliance',
    'see-records',
    'read-content',
    'act',
    'answer-oversight',
    'decide-quarantine',
    'ferry',
  ]),
  auditor: new Set<Power>(['see-alliance', 'see-records', 'read-content', 'answer-oversight', 'decide-quarantine']),
  'node-admin': new Set<Power>(['see-alliance', 'see-records', 'ferry', 'keep-keys']),
};

/** The roles that have a power, for whoever lacks it to know whom to ask. */
export const rolesWith = (power: Power): Role[] => roles.filter((role) => hasPower(role, power));

export const hasPower = (role: Role, power: Power): boolean => powers[role].has(power);
