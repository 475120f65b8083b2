import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { draw, fitView, labels, nodeAt } from './graph-draw.ts';
import type { Picture, Size, View } from './graph-look.ts';
import { lineAt } from './graph-lines.ts';
import type { ShownLine } from './graph-shown.ts';
import { drawRough, prepare, roughFrom } from './graph-rough.ts';
import type { Prepared } from './graph-rough.ts';
import classes from './Graph.module.css';

type Props = {
  picture: Picture;
  label: string;
  /** How it is moved by keys, for those who do not see it. */
  hint: string;
  /** Changes when the picture is to be seen whole again. */
  fitKey: string;
  onChoose: (place: number) => void;
  onChooseLine: (line: ShownLine) => void;
  onOpen: (place: number) => void;
};

const step = 60;
const closer = 1.25;
/** The view stands still when nothing moved it for so long. */
const stillMs = 150;

/** How long one rough drawing may take before lines are thinned out. */
const roughMs = 6;
const widestGap = 8;

type Plate = { size: Size; image: ImageData; cells: Uint32Array; made: Prepared; gap: number };

/** The picture: dragged, zoomed by wheel or keys, points chosen by a click. What it shows stands in the list beside it as words. */
export function GraphCanvas({ picture, label, hint, fitKey, onChoose, onChooseLine, onOpen }: Props) {
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef(picture);
  const view = useRef<View | null>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const waiting = useRef(0);
  const moves = useRef(false);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const plate = useRef<Plate | null>(null);

  const sizeOf = (element: HTMLCanvasElement) => ({ width: element.clientWidth, height: element.clientHeight });

  /** At most one drawing for each frame. */
  const redraw = (): void => {
    if (waiting.current !== 0) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      const size = sizeOf(element);
      const ratio = window.devicePixelRatio;
      if (element.width !== Math.round(size.width * ratio) || element.height !== Math.round(size.height * ratio)) {
        element.width = Math.round(size.width * ratio);
        element.height = Math.round(size.height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      view.current ??= fitView(shown.current, size);
      if (moves.current && shown.current.lines.length >= roughFrom) {
        plate.current = plateOf(plate.current, size, ratio, shown.current);
        showRough(context, plate.current, view.current, size);
      } else draw(context, view.current, size, shown.current);
      element.dataset['drawn'] = String(shown.current.nodes.length);
    });
  };

  /** Rough until it stands still again. */
  const redrawMoving = (): void => {
    moves.current = true;
    clearTimeout(settling.current);
    settling.current = setTimeout(() => {
      moves.current = false;
      redraw();
    }, stillMs);
    redraw();
  };

  useEffect(() => {
    shown.current = picture;
    redraw();
  });
  useEffect(() => {
    view.current = null;
    redraw();
  }, [fitKey]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? closer : 1 / closer, event.offsetX, event.offsetY);
    };
    const watch = new ResizeObserver(redraw);
    watch.observe(element);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      watch.disconnect();
      element.removeEventListener('wheel', onWheel);
      clearTimeout(settling.current);
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
    };
  }, []);

  function zoom(by: number, px: number, py: number): void {
    const now = view.current;
    if (!now) return;
    const scale = Math.max(0.01, Math.min(8, now.scale * by));
    view.current = { scale, x: px - ((px - now.x) * scale) / now.scale, y: py - ((py - now.y) * scale) / now.scale };
    redrawMoving();
  }

  function move(dx: number, dy: number): void {
    if (view.current) view.current = { ...view.current, x: view.current.x + dx, y: view.current.y + dy };
    redrawMoving();
  }

  function onKeyDown(event: KeyboardEvent<HTMLCanvasElement>): void {
    const { width, height } = sizeOf(event.currentTarget);
    const acts: Record<string, () => void> = {
      ArrowLeft: () => move(step, 0),
      ArrowRight: () => move(-step, 0),
      ArrowUp: () => move(0, step),
      ArrowDown: () => move(0, -step),
      '+': () => zoom(closer, width / 2, height / 2),
      '=': () => zoom(closer, width / 2, height / 2),
      '-': () => zoom(1 / closer, width / 2, height / 2),
      '0': () => {
        view.current = null;
        redraw();
      },
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function onPointerMove({ clientX, clientY }: PointerEvent): void {
    const from = drag.current;
    if (!from) return;
    const [dx, dy] = [clientX - from.x, clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    drag.current = { x: clientX, y: clientY, moved: true };
    move(dx, dy);
  }

  const placeOf = (event: { nativeEvent: { offsetX: number; offsetY: number } }): number | null =>
    view.current && nodeAt(shown.current, view.current, event.nativeEvent.offsetX, event.nativeEvent.offsetY);

  return (
    <>
      <canvas
        ref={canvas}
        className={classes.canvas}
        // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role -- it has keys of its own
        role="application"
        aria-label={label}
        aria-describedby={id}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={(event) => {
          const isClick = drag.current?.moved === false;
          const place = isClick ? placeOf(event) : null;
          drag.current = null;
          if (place !== null) onChoose(place);
          else if (isClick && view.current) {
            const { offsetX, offsetY } = event.nativeEvent;
            const line = lineAt(shown.current, view.current, sizeOf(event.currentTarget), offsetX, offsetY);
            if (line) onChooseLine(line);
          }
        }}
        onDoubleClick={(event) => {
          const place = placeOf(event);
          if (place !== null) onOpen(place);
        }}
      />
      <p id={id} className={classes.count}>
        {hint}
      </p>
    </>
  );
}

/** The pixels to draw into, made anew only when the canvas has another size or shows something else. */
function plateOf(before: Plate | null, { width, height }: Size, ratio: number, picture: Picture): Plate {
  const size = { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
  const made = before?.made.of === picture ? before.made : prepare(picture);
  if (before?.size.width === size.width && before.size.height === size.height) return { ...before, made };
  const image = new ImageData(size.width, size.height);
  return { size, image, cells: new Uint32Array(image.data.buffer), made, gap: 1 };
}

function showRough(context: CanvasRenderingContext2D, plate: Plate, view: View, size: Size): void {
  const start = performance.now();
  const ratio = plate.size.width / size.width;
  const wide = { scale: view.scale * ratio, x: view.x * ratio, y: view.y * ratio };
  drawRough(plate.cells, plate.size, wide, plate.made, plate.gap);
  const took = performance.now() - start;
  if (took > roughMs) plate.gap = Math.min(widestGap, Math.ceil((plate.gap * took) / roughMs));
  else if (took < roughMs / 3) plate.gap = Math.max(1, plate.gap - 1);
  context.putImageData(plate.image, 0, 0);
  labels(context, view, size, plate.made.of, 0);
}
