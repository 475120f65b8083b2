import { TamgaError } from '../errors.ts';

export type ShareLimits = { answers: number; bytes: number; bytesInAll: number };
/** A part of what answers may take at once; `resize` refuses as taking it does, and `end` gives it back. */
export type Share = { resize(bytes: number): void; end(): void };

/**
 * How many answers, and how many bytes of them, may be under way at once to one asker, and to all. Who has its share is told
 * `busy` and asks again later. Errors: not-running, as `busy`.
 */
export function createShares(limits: ShareLimits): (asker: string, bytes: number) => Share {
  const held = new Map<string, { answers: number; bytes: number }>();
  let inAll = 0;
  return (asker, expected) => {
    const own = held.get(asker) ?? { answers: 0, bytes: 0 };
    let bytes = 0;
    let ended = false;
    const resize = (to: number): void => {
      if (ended) return;
      const more = to - bytes;
      if (more > 0 && (own.bytes + more > limits.bytes || inAll + more > limits.bytesInAll)) throw busy();
      own.bytes += more;
      inAll += more;
      bytes = to;
    };
    if (own.answers >= limits.answers) throw busy();
    resize(expected);
    own.answers += 1;
    held.set(asker, own);
    const end = (): void => {
      resize(0);
      if (!ended) own.answers -= 1;
      ended = true;
      if (own.answers === 0) held.delete(asker);
    };
    return { resize, end };
  };
}

const busy = (): TamgaError =>
  new TamgaError('not-running', 'too many answers are under way: ask again later', { detail: { code: 'busy' } });
