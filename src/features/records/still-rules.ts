/** Types that may move by themselves: pictures of several frames, and documents with animations in their styles. */
const stills: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'image/gif': stillGif,
  'image/png': stillPng,
  'image/webp': stillWebp,
  'image/avif': stillAvif,
  'image/svg+xml': stillText,
  'text/html': stillText,
};

export const mayMove = (type: string): boolean => Object.hasOwn(stills, type);

/**
 * The same picture or page without its motion, so that nothing moves before somebody asks for it (WCAG 2.2 §2.2.2): the first frame alone. The
 * very bytes where nothing in them moves. What cannot be read to its first frame shows nothing. No picture is decoded here.
 */
export const toStill = (type: string, bytes: Buffer): Buffer => stills[type]?.(bytes) ?? bytes;

/** GIF89a: blocks up to the first image; where another image follows, the rest is cut off. */
function stillGif(bytes: Buffer): Buffer {
  const table = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));
  let at = 13 + table(bytes[10] ?? 0);
  const pastBlocks = (from: number): number => {
    let next = from;
    while (next < bytes.length && bytes[next] !== 0) next += 1 + bytes[next]!;
    return next + 1;
  };
  while (bytes[at] === 0x21) at = pastBlocks(at + 2);
  if (bytes[at] !== 0x2c) return bytes.subarray(0, 0);
  const end = pastBlocks(at + 10 + table(bytes[at + 9] ?? 0) + 1);
  let after = end;
  while (bytes[after] === 0x21) after = pastBlocks(after + 2);
  return bytes[after] !== 0x2c ? bytes : Buffer.concat([bytes.subarray(0, end), Buffer.of(0x3b)]);
}

/** APNG: without the chunks of its animation it is the PNG that every program shows. */
function stillPng(bytes: Buffer): Buffer {
  const moving = new Set(['acTL', 'fcTL', 'fdAT']);
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  let moves = false;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (moving.has(bytes.toString('latin1', at + 4, at + 8))) moves = true;
    else kept.push(bytes.subarray(at, end));
    at = end;
  }
  return moves ? Buffer.concat(kept) : bytes;
}

/** WebP: the first `ANMF` frame as a picture of its own, in the extended form that has room for its transparency. */
function stillWebp(bytes: Buffer): Buffer {
  const first = chunksOf(bytes, 12).find(({ name }) => name === 'ANMF');
  if (first === undefined) return bytes;
  const { data } = first;
  if (data.length < 16) return data.subarray(0, 0);
  const parts = chunksOf(data, 16).filter(({ name }) => ['ALPH', 'VP8 ', 'VP8L'].includes(name));
  const head = Buffer.alloc(10);
  head[0] = parts.some(({ name }) => name !== 'VP8 ') ? 0x10 : 0;
  data.copy(head, 4, 6, 12);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', head),
    ...parts.map((one) => chunk(one.name, one.data)),
  ]);
  return chunk('RIFF', body);
}

type Chunk = { name: string; data: Buffer };

function chunksOf(bytes: Buffer, from: number): Chunk[] {
  const found: Chunk[] = [];
  let at = from;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    found.push({ name: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return found;
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** AVIF: a sequence (`avis`) has a still picture too, which is shown of a file that calls itself one (`avif`). */
function stillAvif(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 4, 12) !== 'ftypavis') return bytes;
  return Buffer.concat([bytes.subarray(0, 8), Buffer.from('avif'), bytes.subarray(12)]);
}

const motion = /<(?=\/?(?:animate|animateTransform|animateMotion|set|marquee)(?:[\s/>]|$))(\/?)/gi;
const declared = /@keyframes|animation|transition/i;
const halt = '<style>*,*::before,*::after{animation:none!important;transition:none!important}</style>';

/** SVG and HTML: elements that move lose their names, and styles their animations. */
function stillText(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8');
  const named = text.replaceAll(motion, '<$1x-');
  if (named === text && !declared.test(text)) return bytes;
  const end = named.lastIndexOf('</svg>');
  return Buffer.from(end < 0 ? named + halt : named.slice(0, end) + halt + named.slice(end));
}
