import type { Proposal } from './api.ts';

/** Whether the officer wrote it and signed it, and nobody else has to first: what is asked then is whether he did so before. */
export const mayAlone = (
  { officer, state, mayBeEmergency, places }: Pick<Proposal, 'officer' | 'state' | 'mayBeEmergency' | 'places'>,
  asking: string,
): boolean => state === 'open' && officer === asking && mayBeEmergency && places[0]?.by === asking && places.length > 1;
