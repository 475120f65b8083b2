/** Why a text was refused. The list is closed: a caller may switch over it exhaustively. */
export type JsonErrorCode =
  | 'too-large'
  | 'bad-utf8'
  | 'syntax'
  | 'too-deep'
  | 'too-many'
  | 'duplicate-member'
  | 'forbidden-member'
  | 'lone-surrogate'
  | 'unsafe-number';

/**
 * A text that is not strict I-JSON (RFC 7493) or passes a limit.
 *
 * `offset` counts bytes from the start of the text that was given; `path` is the JSON pointer (RFC 6901) of the
 * innermost member or element that was open there.
 */
export class JsonError extends Error {
  readonly code: JsonErrorCode;
  readonly offset: number;
  readonly path: string;

  constructor(code: JsonErrorCode, offset: number, path = '') {
    super(`${code} at byte ${offset}${path === '' ? '' : ` (${path})`}`);
    this.name = 'JsonError';
    this.code = code;
    this.offset = offset;
    this.path = path;
  }
}
