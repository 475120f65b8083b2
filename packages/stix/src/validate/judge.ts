import type { ErrorCode, Finding, WarningCode } from './finding.ts';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How much of a text from outside is repeated in a message. */
const QUOTED = 60;

/** A value from outside in a message: a text cut short, of a list or object only what it is. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}

const escapeStep = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** Collects the findings about one object, and knows where in it the judging stands. */
export class Judge {
  readonly errors: Finding<ErrorCode>[] = [];
  readonly warnings: Finding<WarningCode>[] = [];
  truncated = false;

  /** What the extensions of the object that is judged say that they are (§10.5). */
  extensionTypes: ReadonlySet<unknown> = new Set();
  isObservable = false;
  /** The clause of the properties that are judged just now, without the name of the standard. */
  clause = '';
  /** Within a container of observables (§2.13), references are keys of it. */
  container: Json | undefined = undefined;
  /** Whether an identifier is known to whoever asked; undefined when nobody did. */
  resolves: ((id: string) => boolean) | undefined = undefined;

  readonly #base: string;
  readonly #limit: number;
  readonly #steps: (string | number)[] = [];

  /** @param base JSON pointer of the object @param limit findings of either kind that are kept */
  constructor(base: string, limit: number) {
    this.#base = base;
    this.#limit = limit;
  }

  get depth(): number {
    return this.#steps.length;
  }

  enter(step: string | number): void {
    this.#steps.push(step);
  }

  leave(): void {
    this.#steps.pop();
  }

  error(code: ErrorCode, message: string, clause = this.clause): void {
    if (this.errors.length < this.#limit) this.errors.push(this.#finding(code, message, clause));
    else this.truncated = true;
  }

  warn(code: WarningCode, message: string, clause = this.clause): void {
    if (this.warnings.length < this.#limit) this.warnings.push(this.#finding(code, message, clause));
    else this.truncated = true;
  }

  #finding<Code extends string>(code: Code, message: string, clause: string): Finding<Code> {
    let path = this.#base;
    for (const step of this.#steps) {
      path += typeof step === 'number' || !/[~/]/.test(step) ? `/${step}` : `/${escapeStep(step)}`;
    }
    return { path, code, clause: `STIX 2.1 §${clause}`, message };
  }
}
