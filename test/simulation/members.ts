/** Those who keep to the protocol, and the one who does not. */
export const honest = ['xa', 'xb', 'xc', 'ec'] as const;
export const enemy = 'xe';
/** The last day on which xc is a participant: worlds run past it. */
export const lastDayOf: Partial<Record<string, string>> = { xc: '2030-05-14' };
