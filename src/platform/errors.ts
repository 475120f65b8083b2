import { ZodError } from 'zod';

/** Every way in which an operation can fail that its caller may act on. Mapped to a status once per protocol. */
export type ErrorCode =
  | 'encoding'
  | 'malformed'
  | 'too-large'
  | 'not-found'
  | 'unauthenticated'
  | 'forbidden'
  | 'refused'
  | 'conflict'
  | 'config'
  | 'keys'
  | 'peer-unreachable'
  | 'peer-answer'
  | 'request-skew'
  | 'request-replayed'
  | 'log-stopped'
  | 'not-running'
  | 'disk-full'
  | 'too-many';

/** The draft that a rule refused, as far as an account of it tells. */
export type RefusedDraft = { kind: string; officers: readonly string[] };

/** A failure with a code. `detail.code` carries a rule's own code (SG-30, seal, …) where one refused. */
export class TamgaError extends Error {
  readonly code: ErrorCode;
  /** `retryAfterS`: in how many seconds it is worth another try. */
  readonly detail: { code?: string; items?: readonly unknown[]; draft?: RefusedDraft; retryAfterS?: number };

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; detail?: TamgaError['detail'] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TamgaError';
    this.code = code;
    this.detail = options.detail ?? {};
  }
}

/** The text of whatever was thrown, short enough for a log line or an answer. */
export const messageOf = (thrown: unknown): string => textOf(thrown).slice(0, 300);

function textOf(thrown: unknown): string {
  if (thrown instanceof ZodError)
    return thrown.issues.map((i) => `${i.path.join('.') || 'value'}: ${i.message}`).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
