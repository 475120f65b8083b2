/** A law was broken. `law` is one of I1 … I12 of the design, or what else must hold of every step. */
export class Breach extends Error {
  override name = 'Breach';
  readonly law: string;

  constructor(law: string, message: string, options?: ErrorOptions) {
    super(`${law}: ${message}`, options);
    this.law = law;
  }
}

export function hold(condition: boolean, law: string, what: () => string): asserts condition {
  if (!condition) throw new Breach(law, what());
}
