/**
 * Why something was refused:
 * - `bad-size`: a size or an index is not a whole number in range (0 … 2^53 − 1), or the index lies outside the tree
 * - `bad-hash`: a hash is not 32 bytes long
 * - `bad-proof`: an inclusion or consistency proof does not lead to the root
 * - `bad-tile`: a tile has the wrong length, or contradicts the tile above it or the expected root
 * - `bad-path`: not the path of a tile or an entry bundle
 * - `bad-entries`: not an entry bundle
 * - `bad-base64`: not canonical base64
 * - `bad-note`, `bad-checkpoint`, `bad-proof-file`, `bad-request`: the text is malformed
 * - `too-large`: over a limit on bytes or signatures
 * - `bad-key`: a verifier key is malformed, weak, or its id does not match
 * - `unsupported-key`: the key is of a type that this package, or the WebCrypto of this place, does not verify
 * - `ambiguous-key`: two of the given verifiers have the name and id of one signature
 * - `bad-signature`: a known key's signature does not verify
 * - `unverified`: no known key (or not the log's) signed the note
 * - `wrong-origin`: the checkpoint is another log's
 */
export type LogErrorCode =
  | 'bad-size'
  | 'bad-hash'
  | 'bad-proof'
  | 'bad-tile'
  | 'bad-path'
  | 'bad-entries'
  | 'bad-base64'
  | 'bad-note'
  | 'bad-checkpoint'
  | 'bad-proof-file'
  | 'bad-request'
  | 'too-large'
  | 'bad-key'
  | 'unsupported-key'
  | 'ambiguous-key'
  | 'bad-signature'
  | 'unverified'
  | 'wrong-origin';

/** The one error of this package. Match `code`, never the text. */
export class LogError extends Error {
  readonly code: LogErrorCode;

  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogError';
    this.code = code;
  }
}
