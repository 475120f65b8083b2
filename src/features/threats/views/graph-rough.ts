import { heldDash } from './graph-draw.ts';
import { inks, radiusOf } from './graph-look.ts';
import type { Picture, Size, View } from './graph-look.ts';

/** From here on a canvas without a graphics processor needs several frames for one drawing: lines are not drawn well while they move. */
export const roughFrom = 400;

/** A picture as it is drawn while it moves: numbers in a row, looked up once and not in each frame. */
export type Prepared = {
  of: Picture;
  from: Int32Array;
  to: Int32Array;
  lineCells: Uint32Array;
  isDashed: Uint8Array;
  pointCells: Uint32Array;
  xs: Float64Array;
  ys: Float64Array;
};

/** What comes later lies above: lines, then those of what is said of who is behind something, then those of what is chosen. */
export function prepare(picture: Picture): Prepared {
  const { nodes, isShown, active, colours, isDark } = picture;
  const { ink, line: plain, held, other } = inks(isDark);
  const rankOf = ({ from, to, held: said }: Picture['lines'][number]): number =>
    from === active || to === active ? 2 : said === null ? 0 : 1;
  const lines = picture.lines.toSorted((a, b) => rankOf(a) - rankOf(b));
  const lineColours = [plain, held, ink].map(cellOf);
  const typeCells = new Map([...colours].map(([type, colour]) => [type, cellOf(colour)]));
  return {
    of: picture,
    from: Int32Array.from(lines, ({ from }) => from),
    to: Int32Array.from(lines, ({ to }) => to),
    lineCells: Uint32Array.from(lines, (line) => lineColours[rankOf(line)] ?? 0),
    isDashed: Uint8Array.from(lines, ({ held: said }) => (said === null ? 0 : 1)),
    pointCells: Uint32Array.from(nodes, ({ type }, place) =>
      isShown[place] ? (typeCells.get(type) ?? cellOf(other)) : 0,
    ),
    xs: new Float64Array(nodes.length),
    ys: new Float64Array(nodes.length),
  };
}

/**
 * What is drawn while the view moves: every line and every point at its place, without smooth edges, straight into the pixels. A browser that draws on
 * the processor alone takes five times as long for the same lines as paths, and far longer as WebGL. `gap`: of a line only each so manyth pixel is
 * drawn, where a machine is too slow for all of them.
 */
export function drawRough(cells: Uint32Array, size: Size, { scale, x, y }: View, made: Prepared, gap: number): void {
  cells.fill(0);
  const { from, to, lineCells, isDashed, pointCells, xs, ys } = made;
  made.of.nodes.forEach((node, place) => {
    xs[place] = node.x * scale + x;
    ys[place] = node.y * scale + y;
  });
  for (let i = 0; i < from.length; i++) {
    const [a, b] = [from[i]!, to[i]!];
    strokeCells(cells, size, [xs[a]!, ys[a]!, xs[b]!, ys[b]!], lineCells[i]!, isDashed[i] === 1, gap);
  }
  for (let place = 0; place < pointCells.length; place++) {
    const cell = pointCells[place]!;
    if (cell !== 0) fillDisc(cells, size, xs[place]!, ys[place]!, radiusOf(place, scale), cell);
  }
}

/** `#rrggbb` as a pixel lies in memory: red first, on the little-endian machines that browsers run on. */
export function cellOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
}

type Line = readonly [ax: number, ay: number, bx: number, by: number];

/** A line of single pixels, cut to the plane (Liang and Barsky 1984): it costs by what is seen of it, however long it is. */
export function strokeCells(
  cells: Uint32Array,
  { width, height }: Size,
  [ax, ay, bx, by]: Line,
  cell: number,
  isDashed: boolean,
  gap: number,
): void {
  const dx = bx - ax;
  const dy = by - ay;
  let enter = 0;
  let leave = 1;
  for (let side = 0; side < 4; side++) {
    const step = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
    const room = side === 0 ? ax : side === 1 ? width - 1 - ax : side === 2 ? ay : height - 1 - ay;
    if (step === 0) {
      if (room < 0) return;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  if (enter > leave) return;
  const steps = Math.ceil((Math.max(Math.abs(dx), Math.abs(dy)) * (leave - enter)) / gap);
  const stepX = (dx * (leave - enter)) / (steps || 1);
  const stepY = (dy * (leave - enter)) / (steps || 1);
  const [on, off] = isDashed ? heldDash : [1, 0];
  let px = ax + enter * dx + 0.5;
  let py = ay + enter * dy + 0.5;
  for (let i = 0; i <= steps; i++) {
    if (off === 0 || (i * gap) % (on + off) < on) cells[(py | 0) * width + (px | 0)] = cell;
    px += stepX;
    py += stepY;
  }
}

function fillDisc(
  cells: Uint32Array,
  { width, height }: Size,
  x: number,
  y: number,
  radius: number,
  cell: number,
): void {
  const bottom = Math.min(height - 1, Math.round(y + radius));
  for (let row = Math.max(0, Math.round(y - radius)); row <= bottom; row++) {
    const half = radius < 3 ? radius : Math.sqrt(Math.max(0, radius * radius - (row - y) * (row - y)));
    const left = Math.max(0, Math.round(x - half));
    const right = Math.min(width - 1, Math.round(x + half));
    for (let at = left; at <= right; at++) cells[row * width + at] = cell;
  }
}
