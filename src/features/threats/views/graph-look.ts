import type { ShownLine, ShownNode } from './graph-shown.ts';

/** What of the plane is seen: a point's place on the canvas is its own times `scale`, plus `x` and `y`. */
export type View = { scale: number; x: number; y: number };

export type Picture = {
  nodes: readonly ShownNode[];
  isShown: readonly boolean[];
  lines: readonly ShownLine[];
  active: number | null;
  /** The line that is chosen, one of `lines`. */
  chosen: ShownLine | null;
  colours: ReadonlyMap<string, string>;
  /** A relation in the officer's language. */
  wordOf: (relation: string) => string;
  isDark: boolean;
};

export type Size = { width: number; height: number };

export const inks = (isDark: boolean) =>
  isDark
    ? { ink: '#d9dce1', line: '#4b525d', held: '#d9b55f', other: '#b8bdc6', ground: '#16181c' }
    : { ink: '#1d2128', line: '#c5cad3', held: '#8a6510', other: '#565d69', ground: '#ffffff' };

export const radiusOf = (place: number, scale: number): number =>
  Math.max(1.5, Math.min(place === 0 ? 11 : 7, (place === 0 ? 14 : 9) * scale));

/** Words on ground of their own: no line goes through them. */
export function haloed(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  isDark: boolean,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = inks(isDark).ground;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
