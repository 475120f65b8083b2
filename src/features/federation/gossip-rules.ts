const patienceMs = 3600_000;

/** Whether a log had an hour to prove itself, and was in contact meanwhile. */
export const isUnproven = (since: Date, lastContactAt: Date | null, now: Date): boolean =>
  now.getTime() - since.getTime() > patienceMs && lastContactAt !== null && lastContactAt > since;
