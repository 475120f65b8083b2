/** How much of a text is read before it is refused. All three counts are inclusive. */
export interface JsonLimits {
  /** Length of the whole text in bytes. */
  readonly maxBytes: number;
  /** Open arrays and objects at any one place: `[[]]` has depth 2, a bare string 0. */
  readonly maxDepth: number;
  /** Values of every type, containers included, in the whole text. */
  readonly maxValues: number;
  /**
   * `safe` refuses numbers that two readers may understand differently (RFC 7493 §2.2): integers beyond ±(2^53 − 1), more
   * than 17 significant digits, and what binary64 turns into infinity or zero. `any` takes the whole grammar. Default `any`.
   */
  readonly numbers?: 'any' | 'safe';
}

/** Limits for a text that is split into elements. */
export interface ElementLimits extends JsonLimits {
  /** Elements of the array that is split; they are refused as `too-many` beyond it. Default: no limit of their own. */
  readonly maxElements?: number;
}
