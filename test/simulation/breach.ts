/** A law was broken. `law` is one of I1 … I12 of the design, or what else must hold of every step. */
export class Breach extends Error {
  override name = 'Breach';
  readonly law: string;

  constructor(law: string, message: string, options?: ErrorOptions) {
    super(`${law}: ${message}`, options);
    this.law = law;
  }
}

/** How often each law was asked for in this process: a law that is never asked for holds of nothing. */
export const asked = new Map<string, number>();

export function hold(condition: boolean, law: string, what: () => string): asserts condition {
  asked.set(law, (asked.get(law) ?? 0) + 1);
  if (!condition) throw new Breach(law, what());
}
