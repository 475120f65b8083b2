import { expect, test } from 'vitest';
import { mayMove, toStill } from './still-rules.ts';

const chunk = (name: string, data: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), size, data, Buffer.alloc(data.length % 2)]);
};
const pngChunk = (name: string, data = Buffer.alloc(0)): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([size, Buffer.from(name), data, Buffer.alloc(4, 9)]);
};

// 1×1, two colours, a control block before each image, and the block that makes it go round.
const gifHead = Buffer.from('474946383961010001008000000000ffffff', 'hex');
const gifTable = Buffer.from('ff', 'hex');
const loop = Buffer.from('21ff0b4e45545343415045322e300301000000', 'hex');
const frame = Buffer.from('21f904000a0000002c0000000001000100000202440100', 'hex');
const trailer = Buffer.from('3b', 'hex');
const head = Buffer.concat([gifHead, gifTable]).subarray(0, 19);

test('of a GIF with several images the first is left, and one with a single image is the very bytes', () => {
  const moving = Buffer.concat([head, loop, frame, frame, trailer]);
  expect(toStill('image/gif', moving)).toEqual(Buffer.concat([head, loop, frame, trailer]));
  const still = Buffer.concat([head, frame, Buffer.from('21fe014100', 'hex'), trailer]);
  expect(toStill('image/gif', still)).toBe(still);
});

test('of an animated PNG the picture is left that every program shows', () => {
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  const [ihdr, idat, iend] = [pngChunk('IHDR', Buffer.alloc(13)), pngChunk('IDAT', Buffer.of(1)), pngChunk('IEND')];
  const moving = [start, ihdr, pngChunk('acTL', Buffer.alloc(8)), pngChunk('fcTL', Buffer.alloc(26)), idat];
  const bytes = Buffer.concat([...moving, pngChunk('fdAT', Buffer.of(2)), iend]);
  expect(toStill('image/png', bytes)).toEqual(Buffer.concat([start, ihdr, idat, iend]));
  const plain = Buffer.concat([start, ihdr, idat, iend]);
  expect(toStill('image/png', plain)).toBe(plain);
});

test('of an animated WebP the first frame is left, with its transparency and its own size', () => {
  const place = Buffer.from('00000000000007000003000064000000', 'hex');
  const image = Buffer.concat([chunk('ALPH', Buffer.of(1)), chunk('VP8 ', Buffer.of(2, 3))]);
  const frames = [1, 2].map(() => chunk('ANMF', Buffer.concat([place, image])));
  const parts = [chunk('VP8X', Buffer.alloc(10, 2)), chunk('ANIM', Buffer.alloc(6)), ...frames];
  const moving = chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]));
  const still = toStill('image/webp', moving);
  expect(still.includes('ANIM')).toBe(false);
  const vp8x = chunk('VP8X', Buffer.from('10000000070000030000', 'hex'));
  expect(still).toEqual(chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), vp8x, image])));
});

test('of an AVIF sequence the still picture is shown', () => {
  const bytes = Buffer.from('0000001c' + Buffer.from('ftypavis').toString('hex') + '00000000', 'hex');
  expect(toStill('image/avif', bytes).toString('latin1', 4, 12)).toBe('ftypavif');
});

test('what moves in an SVG or a page stands still, and what does not is the very bytes', () => {
  const svg = '<svg><circle><animate attributeName="r"/></circle><style>a{animation:x 1s}</style></svg>';
  const still = toStill('image/svg+xml', Buffer.from(svg)).toString();
  expect(still).toContain('<x-animate ');
  expect(still).toMatch(/animation:none!important.*<\/svg>$/);
  expect(toStill('text/html', Buffer.from('<marquee>a</marquee>')).toString()).toMatch(
    /^<x-marquee>a<\/x-marquee><style>/,
  );
  const plain = Buffer.from('<p>settled</p>');
  expect(toStill('text/html', plain)).toBe(plain);
});

test('what cannot be read to its first image shows nothing, and no bytes make it fail', () => {
  expect(toStill('image/gif', Buffer.concat([head, loop, trailer]))).toHaveLength(0);
  for (const type of ['image/gif', 'image/png', 'image/webp', 'image/avif'])
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(40, 0xff), Buffer.alloc(64, 0x21)])
      expect(toStill(type, bytes).length, type).toBeLessThanOrEqual(64);
  expect(mayMove('image/jpeg')).toBe(false);
  expect(mayMove('constructor')).toBe(false);
});
