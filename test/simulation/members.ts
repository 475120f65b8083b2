/** Those who keep to the protocol and have something to say, and the one who does not. */
export const honest = ['xa', 'xb', 'xc', 'ec'] as const;
/** Is owed the envelopes of these kinds by everybody. */
export const overseer = 'iop';
export const dueKinds: ReadonlySet<string> = new Set(['release', 'recall', 'refusal', 'gate.block', 'audit.batch']);
/** All who run a node. */
export const keepers = [...honest, overseer] as const;
export const enemy = 'xe';
/** The last day on which xc is a participant: worlds run past it. */
export const lastDayOf: Partial<Record<string, string>> = { xc: '2030-05-14' };

const desks: Partial<Record<string, string>> = { ec: 'ec/duty', [overseer]: 'iop/panel' };
export const authorityOf = (code: string): string => desks[code] ?? `${code}/cyber`;
export const participantOf = (audience: string): string => audience.split('/', 1)[0]!;

export const hasLeft = (code: string, now: Date): boolean =>
  now.toISOString().slice(0, 10) > (lastDayOf[code] ?? '9999');
