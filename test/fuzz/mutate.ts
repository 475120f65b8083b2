import type { Dice } from '#test/simulation/dice.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u',
  '00',
  '-',
  'e',
  '.',
  'null',
  '""',
  '{}',
  ' ',
  '\u0000',
].map((text) => Buffer.from(text, 'latin1'));
const odd = [0x00, 0x1f, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xed, 0xef, 0xf4, 0xf5, 0xff, 0x22, 0x5c];

/** A few bytes changed, lost, doubled, moved or put in, anywhere. */
export function mutateBytes(dice: Dice, bytes: Buffer): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let left = 1 + dice.below(4); left > 0; left -= 1) changed = mutateOnce(dice, changed);
  return changed;
}

function mutateOnce(dice: Dice, bytes: Buffer): Buffer {
  const at = dice.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + dice.below(dice.oneIn(4) ? 40 : 3));
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(to);
  const put = (...parts: Uint8Array[]): Buffer => Buffer.concat([before, ...parts]);
  switch (dice.draw({ flip: 3, odd: 3, lose: 3, double: 2, piece: 5, cut: 1, mark: 1 })) {
    case 'flip':
      return put(Buffer.from([(bytes[at] ?? 0) ^ (1 << dice.below(8))]), bytes.subarray(at + 1));
    case 'odd':
      return put(Buffer.from([dice.pick(odd) ?? 0]), bytes.subarray(at + dice.below(2)));
    case 'lose':
      return put(after);
    case 'double':
      return put(bytes.subarray(at, to), bytes.subarray(at));
    case 'piece':
      return put(dice.pick(pieces) ?? Buffer.alloc(0), bytes.subarray(at));
    case 'cut':
      return Buffer.from(before);
    case 'mark':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  }
}
