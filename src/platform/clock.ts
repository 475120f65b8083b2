/** Time enters here and nowhere else, so that tests and exercises can set it. */
export type Now = () => Date;

export const systemNow: Now = () => new Date();

export const dayMs = 24 * 3600_000;

/** The day it is, in UTC (YYYY-MM-DD): retention, holds and memberships end with their last day at 24:00 UTC (design 4). */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
