import type { Place } from './map-scene.ts';

interface Gestures {
  /** Whether a drag draws a lasso rather than moving the map. */
  isLasso(event: PointerEvent): boolean;
  onMove(byX: number, byY: number): void;
  onZoom(factor: number, at: Place): void;
  /** The pointer rests on the map, or is gone. */
  onHover(at: Place | undefined): void;
  onPick(at: Place, adds: boolean): void;
  /** While it is drawn. */
  onDraw(line: readonly Place[] | undefined): void;
  onLasso(line: readonly Place[], adds: boolean): void;
}

/** Within it, a press is a click. */
const CLICK_PIXELS = 4;
const LASSO_STEP = 3;
const WHEEL_PIXEL = 0.0018;
const WHEEL_LINES = 30;
const PINCH = 5;

/** Mouse, pen and fingers on the map. Resolves into what they mean; returns what takes it all off again. */
export function attachGestures(element: HTMLElement, gestures: Gestures): () => void {
  const fingers = new Map<number, Place>();
  let drag:
    | { readonly from: Place; readonly line: Place[] | undefined; hasMoved: boolean }
    | undefined;
  const placeOf = (event: MouseEvent): Place => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const adds = (event: MouseEvent) => event.ctrlKey || event.metaKey;

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = placeOf(event);
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at);
    drag = { from: at, line: gestures.isLasso(event) ? [at] : undefined, hasMoved: false };
    if (fingers.size > 1) gestures.onDraw(undefined);
  };
  const move = (event: PointerEvent) => {
    const at = placeOf(event);
    const before = fingers.get(event.pointerId);
    if (!before || !drag) return gestures.onHover(at);
    fingers.set(event.pointerId, at);
    if (fingers.size === 2) return pinch(event.pointerId, before, at);
    drag.hasMoved ||= distance(drag.from, at) > CLICK_PIXELS;
    if (!drag.hasMoved) return;
    gestures.onHover(undefined);
    const { line } = drag;
    if (!line) return gestures.onMove(at.x - before.x, at.y - before.y);
    if (distance(line.at(-1) ?? at, at) < LASSO_STEP) return;
    line.push(at);
    gestures.onDraw(line);
  };
  const pinch = (moved: number, before: Place, at: Place) => {
    const other = [...fingers].find(([id]) => id !== moved)?.[1] ?? at;
    if (drag) drag.hasMoved = true;
    const factor = distance(other, at) / Math.max(1, distance(other, before));
    gestures.onMove((at.x - before.x) / 2, (at.y - before.y) / 2);
    gestures.onZoom(factor, { x: (other.x + at.x) / 2, y: (other.y + at.y) / 2 });
  };
  const up = (event: PointerEvent) => {
    const ended = fingers.size === 1 ? drag : undefined;
    fingers.delete(event.pointerId);
    if (!ended) return;
    drag = undefined;
    gestures.onDraw(undefined);
    if (!ended.hasMoved) gestures.onPick(placeOf(event), adds(event));
    else if (ended.line) gestures.onLasso(ended.line, adds(event));
  };
  const cancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    drag = undefined;
    gestures.onDraw(undefined);
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? WHEEL_LINES : 1);
    const factor = Math.exp(-pixels * WHEEL_PIXEL * (event.ctrlKey ? PINCH : 1));
    gestures.onHover(undefined);
    gestures.onZoom(factor, placeOf(event));
  };
  const leave = () => gestures.onHover(undefined);

  const controller = new AbortController();
  const options = { signal: controller.signal };
  element.addEventListener('pointerdown', down, options);
  element.addEventListener('pointermove', move, options);
  element.addEventListener('pointerup', up, options);
  element.addEventListener('pointercancel', cancel, options);
  element.addEventListener('pointerleave', leave, options);
  element.addEventListener('wheel', wheel, { ...options, passive: false });
  return () => controller.abort();
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
