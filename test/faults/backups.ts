import { readFileSync } from 'node:fs';
import { initAlliance } from '#features/alliance/actions.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { root } from './programs.ts';

/** The folders of the fictional alliance's participants. */
export const madeAlliance = (home: string, at = new Date('2030-05-13T06:00:00.000Z')): Promise<void> =>
  initAlliance(home, readFileSync(new URL('profiles/meridian.json', root), 'utf8'), demoParticipants(7400), at);
