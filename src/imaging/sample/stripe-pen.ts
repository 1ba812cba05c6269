import type { Random } from '../../core/random/random.ts';
import type { SamplePlan } from '../../core/sample/sample-plan.ts';

export type Context = OffscreenCanvasRenderingContext2D;

/** What a stripe is drawn with: the whole picture's canvas, and the plan that says where. */
export interface StripeTask {
  readonly context: Context;
  readonly plan: SamplePlan;
  readonly random: Random;
}

export interface Lettering {
  readonly x: number;
  /** Of the middle of the letters. */
  readonly y: number;
  readonly size: number;
  readonly face: string;
  readonly colour: string;
  /** CSS font style and weight. */
  readonly cut?: string;
  readonly align?: CanvasTextAlign;
  readonly maxWidth?: number;
  /** Dark rim, for letters on a picture. */
  readonly rim?: boolean;
}

export interface Bar {
  /** Middle of the left end. */
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly thickness: number;
  readonly colour: string;
}

/** Writes a line of text, smaller where it would not fit; returns its width. */
export function write(context: Context, text: string, lettering: Lettering): number {
  const { x, y, face, colour, cut = '', align = 'left', maxWidth, rim } = lettering;
  let { size } = lettering;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.font = `${cut} ${size}px "${face}"`;
  const natural = context.measureText(text).width;
  if (maxWidth !== undefined && natural > maxWidth) {
    size = Math.max(7, (size * maxWidth) / natural);
    context.font = `${cut} ${size}px "${face}"`;
  }
  if (rim) {
    context.lineWidth = Math.max(1.5, size / 8);
    context.lineJoin = 'round';
    context.strokeStyle = '#000';
    context.strokeText(text, x, y);
  }
  context.fillStyle = colour;
  context.fillText(text, x, y);
  return Math.min(natural, maxWidth ?? natural);
}

/** A bar between two upright caps; from the middle of one to the middle of the other is `length`. */
export function drawCappedBar(context: Context, bar: Bar, cap: number): void {
  const { x, y, length, thickness, colour } = bar;
  const left = Math.round(x);
  const middle = Math.round(y);
  const half = Math.floor(thickness / 2);
  const capTop = Math.round(middle - cap / 2);
  context.fillStyle = colour;
  context.fillRect(left, middle - half, length, thickness);
  for (const end of [left, left + length]) {
    context.fillRect(end - half, capTop, thickness, Math.round(cap));
  }
}

/** A filled bar without caps, `length` pixels from edge to edge. */
export function drawSolidBar(context: Context, { x, y, length, thickness, colour }: Bar): void {
  context.fillStyle = colour;
  context.fillRect(Math.round(x), Math.round(y - thickness / 2), length, thickness);
}

/** Fills the band of the stripe, inset from both sides of the picture. */
export function fillBand({ context, plan }: StripeTask, colour: string, inset = 0): void {
  context.fillStyle = colour;
  context.fillRect(inset, plan.bandTop, plan.width - 2 * inset, plan.bandHeight);
}
