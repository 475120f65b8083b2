import { visibleText } from '#web/ui/visible-text.ts';
import { heads, relationNames } from './graph-lines.ts';
import { haloed, inks, radiusOf } from './graph-look.ts';
import type { Picture, Size, View } from './graph-look.ts';
import type { ShownLine, ShownNode } from './graph-shown.ts';

/** Labels take long to draw and say nothing on top of each other. */
const mostLabels = 120;
const labelScale = 0.55;

const paletteLight = [
  '#2f6690',
  '#a1472b',
  '#0f766e',
  '#86427f',
  '#5d6b1e',
  '#7a5c12',
  '#4a4fa3',
  '#b42318',
  '#2f6f44',
  '#565d69',
];
const paletteDark = [
  '#7fb2dc',
  '#e59a80',
  '#5fc9bd',
  '#d79ad0',
  '#b7c66b',
  '#d9b55f',
  '#a7abf0',
  '#ff8a80',
  '#7fcf97',
  '#b8bdc6',
];

/** So many pixels drawn, so many left out. */
export const heldDash = [4, 3] as const;

/** A colour for each type, the most frequent first. */
export const coloursOf = (types: readonly string[], isDark: boolean): Map<string, string> => {
  const palette = isDark ? paletteDark : paletteLight;
  return new Map(types.map((type, place) => [type, palette[Math.min(place, palette.length - 1)] ?? '#565d69']));
};

/** A view in which everything that is shown has its place. */
export function fitView({ nodes, isShown }: Pick<Picture, 'nodes' | 'isShown'>, { width, height }: Size): View {
  let [left, right, top, bottom] = [-100, 100, -100, 100];
  nodes.forEach(({ x, y }, place) => {
    if (!isShown[place]) return;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  const scale = Math.min(2, (width - 60) / (right - left), (height - 60) / (bottom - top));
  return { scale, x: width / 2 - ((left + right) / 2) * scale, y: height / 2 - ((top + bottom) / 2) * scale };
}

/** One drawing of all that is in sight. Lines of one look are one path, points of one colour too: thousands cost a few calls. */
export function draw(context: CanvasRenderingContext2D, view: View, size: Size, picture: Picture): void {
  context.clearRect(0, 0, size.width, size.height);
  const isAtActive = ({ from, to }: ShownLine): boolean => from === picture.active || to === picture.active;
  const { ink, line: plain, held } = inks(picture.isDark);
  stroke(context, view, size, picture, (line) => line.held === null, plain, []);
  // Who is behind something is its author's word, and looks like it (SG-26).
  stroke(context, view, size, picture, (line) => line.held !== null, held, [...heldDash]);
  if (picture.active !== null) stroke(context, view, size, picture, isAtActive, ink, []);
  if (picture.chosen !== null) stroke(context, view, size, picture, (line) => line === picture.chosen, ink, [], 3);
  heads(context, view, size, picture);
  points(context, view, size, picture);
  relationNames(context, view, size, picture);
  labels(context, view, size, picture, mostLabels);
}

function stroke(
  context: CanvasRenderingContext2D,
  { scale, x, y }: View,
  { width, height }: Size,
  { nodes, lines }: Picture,
  isMeant: (line: ShownLine) => boolean,
  colour: string,
  dash: number[],
  wide = 1,
): void {
  context.beginPath();
  for (const line of lines) {
    if (!isMeant(line)) continue;
    const [a, b] = [nodes[line.from], nodes[line.to]];
    if (!a || !b) continue;
    const [ax, ay, bx, by] = [a.x * scale + x, a.y * scale + y, b.x * scale + x, b.y * scale + y];
    const isBeside =
      (ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) || (ay > height && by > height);
    if (isBeside) continue;
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
  }
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = wide;
  context.stroke();
  context.setLineDash([]);
}

function points(
  context: CanvasRenderingContext2D,
  { scale, x, y }: View,
  { width, height }: Size,
  picture: Picture,
): void {
  const paths = new Map<string, Path2D>();
  picture.nodes.forEach((node, place) => {
    if (!picture.isShown[place]) return;
    const [px, py, radius] = [node.x * scale + x, node.y * scale + y, radiusOf(place, scale)];
    if (px < -radius || py < -radius || px > width + radius || py > height + radius) return;
    const colour = picture.colours.get(node.type) ?? '#565d69';
    const path = paths.get(colour) ?? new Path2D();
    paths.set(colour, path);
    if (radius < 3) path.rect(px - radius, py - radius, radius * 2, radius * 2);
    else {
      path.moveTo(px + radius, py);
      path.arc(px, py, radius, 0, 2 * Math.PI);
    }
  });
  for (const [colour, path] of paths) {
    context.fillStyle = colour;
    context.fill(path);
  }
}

/** The names of the middle and of what is chosen, and of so many others where there is room. */
export function labels(
  context: CanvasRenderingContext2D,
  { scale, x, y }: View,
  { width, height }: Size,
  { nodes, isShown, active, isDark }: Picture,
  most: number,
): void {
  const { ink } = inks(isDark);
  context.textBaseline = 'middle';
  let room = most;
  nodes.forEach((node, place) => {
    const isMarked = place === 0 || place === active;
    if (!isShown[place] || (!isMarked && (scale < labelScale || room <= 0))) return;
    const [px, py, radius] = [node.x * scale + x, node.y * scale + y, radiusOf(place, scale)];
    if (px < 0 || py < 0 || px > width || py > height) return;
    if (!isMarked) room -= 1;
    context.font = `${isMarked ? '600 13px' : '11px'} system-ui, sans-serif`;
    // Beside the ring of what is chosen, not on it.
    haloed(context, shortName(node), px + radius + (place === active ? 10 : 4), py, ink, isDark);
    if (place !== active) return;
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(px, py, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  });
}

const shortName = ({ name, id }: ShownNode): string => {
  const characters = [...visibleText(name ?? id)];
  return characters.length <= 28 ? characters.join('') : `${characters.slice(0, 27).join('')}…`;
};

/** The node at a point of the canvas, or the nearest within a finger's breadth. */
export function nodeAt(
  { nodes, isShown }: Pick<Picture, 'nodes' | 'isShown'>,
  { scale, x, y }: View,
  px: number,
  py: number,
): number | null {
  let [best, least] = [null as number | null, 14];
  nodes.forEach((node, place) => {
    if (!isShown[place]) return;
    const distance = Math.hypot(node.x * scale + x - px, node.y * scale + y - py) - radiusOf(place, scale);
    if (distance < least) [best, least] = [place, distance];
  });
  return best;
}
