import { visibleText } from '#web/ui/visible-text.ts';
import { haloed, inks, radiusOf } from './graph-look.ts';
import type { Picture, Size, View } from './graph-look.ts';
import type { ShownLine } from './graph-shown.ts';

/** From so close, lines have heads, and names. */
const headScale = 0.3;
const nameScale = 0.9;
/** Beyond so many in sight they say nothing and take long. */
const mostHeads = 2_000;
const mostNames = 60;
/** A line that is shorter has no room for its name. */
const leastForName = 70;
const leastForHead = 14;
const headLength = 7;
const headWidth = 3.2;

/** Where a line lies on the canvas: between the rims of its points. */
export type Seen = { ax: number; ay: number; bx: number; by: number; length: number };

/** Undefined where it is beside the canvas, or its ends lie upon each other. */
export function seenLine(
  { from, to }: Pick<ShownLine, 'from' | 'to'>,
  { scale, x, y }: View,
  { width, height }: Size,
  { nodes }: Pick<Picture, 'nodes'>,
): Seen | undefined {
  const [a, b] = [nodes[from], nodes[to]];
  if (!a || !b) return undefined;
  const [ax, ay, bx, by] = [a.x * scale + x, a.y * scale + y, b.x * scale + x, b.y * scale + y];
  if ((ax < 0 && bx < 0) || (ay < 0 && by < 0)) return undefined;
  if ((ax > width && bx > width) || (ay > height && by > height)) return undefined;
  const whole = Math.hypot(bx - ax, by - ay);
  const [before, behind] = [radiusOf(from, scale) + 1, radiusOf(to, scale) + 1];
  const length = whole - before - behind;
  if (length <= 0) return undefined;
  const [ux, uy] = [(bx - ax) / whole, (by - ay) / whole];
  return { ax: ax + ux * before, ay: ay + uy * before, bx: bx - ux * behind, by: by - uy * behind, length };
}

/** The head of an arrow whose point is a line's end. */
export function headOf({ ax, ay, bx, by, length }: Seen): readonly [number, number, number, number, number, number] {
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const [fx, fy] = [bx - ux * headLength, by - uy * headLength];
  return [bx, by, fx - uy * headWidth, fy + ux * headWidth, fx + uy * headWidth, fy - ux * headWidth];
}

/** Which way each line is meant. Heads of one colour are one path. */
export function heads(context: CanvasRenderingContext2D, view: View, size: Size, picture: Picture): void {
  const { lines, active, chosen, isDark } = picture;
  const { ink, held, other } = inks(isDark);
  const isMarked = (line: ShownLine): boolean => line === chosen || line.from === active || line.to === active;
  const paths = new Map<string, Path2D>();
  let room = mostHeads;
  for (const line of lines) {
    const marked = isMarked(line);
    if (!marked && (view.scale < headScale || room <= 0)) continue;
    const seen = seenLine(line, view, size, picture);
    if (!seen || seen.length < leastForHead) continue;
    room -= 1;
    const colour = marked ? ink : line.held === null ? other : held;
    const path = paths.get(colour) ?? new Path2D();
    paths.set(colour, path);
    const [px, py, lx, ly, rx, ry] = headOf(seen);
    path.moveTo(px, py);
    path.lineTo(lx, ly);
    path.lineTo(rx, ry);
    path.closePath();
  }
  for (const [colour, path] of paths) {
    context.fillStyle = colour;
    context.fill(path);
  }
}

/** What lines say: of the one that is chosen always, of the others from near, first those of what is chosen. */
export function relationNames(context: CanvasRenderingContext2D, view: View, size: Size, picture: Picture): void {
  const { lines, active, chosen, isDark } = picture;
  const { ink, held, other } = inks(isDark);
  const isNear = view.scale >= nameScale;
  const around = isNear ? lines.filter(({ from, to }) => from === active || to === active) : [];
  const rest = isNear ? lines.filter(({ from, to }) => from !== active && to !== active) : [];
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  let room = mostNames;
  for (const line of [...(chosen === null ? [] : [chosen]), ...around, ...rest]) {
    const isChosen = line === chosen;
    if (room <= 0) break;
    const seen = seenLine(line, view, size, picture);
    if (!seen || (!isChosen && seen.length < leastForName)) continue;
    room -= 1;
    context.font = `${isChosen ? '600 12px' : '10px'} system-ui, sans-serif`;
    const colour = isChosen ? ink : line.held === null ? other : held;
    const [x, y] = [(seen.ax + seen.bx) / 2, (seen.ay + seen.by) / 2];
    haloed(context, shortWord(line, picture.wordOf), x, y, colour, isDark);
  }
  context.textAlign = 'start';
}

/** Who is behind something is its author's word wherever it stands (SG-26). */
const shortWord = ({ relation, held, author }: ShownLine, wordOf: Picture['wordOf']): string => {
  const said = wordOf(relation);
  const characters = [...visibleText(held === null ? said : `${author}: ${said}`)];
  return characters.length <= 32 ? characters.join('') : `${characters.slice(0, 31).join('')}…`;
};

/** The line at a point of the canvas, within a few pixels. */
export function lineAt(picture: Pick<Picture, 'nodes' | 'lines'>, view: View, size: Size, px: number, py: number) {
  let [best, least] = [null as ShownLine | null, 6];
  for (const line of picture.lines) {
    const seen = seenLine(line, view, size, picture);
    if (!seen) continue;
    const { ax, ay, bx, by, length } = seen;
    const along = Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length ** 2));
    const distance = Math.hypot(ax + along * (bx - ax) - px, ay + along * (by - ay) - py);
    if (distance < least) [best, least] = [line, distance];
  }
  return best;
}
