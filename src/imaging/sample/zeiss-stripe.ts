import { PLAIN_FACE } from './sample-fonts.ts';
import { drawFacts, magnification, oneOf, printLabel, printLength } from './stripe-facts.ts';
import { drawCappedBar, fillBand, type StripeTask, write } from './stripe-pen.ts';

interface Colours {
  readonly paper: string;
  readonly ink: string;
  readonly bar: string;
}

/** Width in millimetres that the printed magnification of the files at hand refers to. */
const DISPLAY_MM = 298.5;

/** Box or band with an end-capped bar, its label above it, and two rows of fields. */
export function drawZeissStripe(task: StripeTask): void {
  const { plan, random } = task;
  if (plan.style === 'zeiss-box') {
    drawBoxes(task);
    return;
  }
  const colours = coloursOf(task);
  const inset =
    plan.style === 'zeiss-raised' && random.next() < 0.5 ? Math.round(plan.width / 80) : 0;
  fillBand(task, colours.paper, inset);
  const { width, bandHeight } = plan;
  const size = Math.max(10, Math.round(bandHeight * 0.26));
  const cell = Math.max(plan.scale.barPixels, size * 4) + size * 2;
  const barOnRight = random.next() < 0.4;
  let left = inset + size * 0.6;
  if (random.next() < 0.4) left += drawBadge(task, { left, size, colours });
  const barLeft = barOnRight ? width - inset - cell : left;
  drawScaleBar(task, { left: barLeft, size, colours });
  const fieldsLeft = barOnRight ? left : left + cell;
  const fieldsRight = barOnRight ? barLeft : width - inset - size * 0.5;
  drawFields(task, { left: fieldsLeft, right: fieldsRight, size, colours });
}

function coloursOf({ plan, random }: StripeTask): Colours {
  if (plan.style === 'zeiss-black') return { paper: '#000', ink: '#fff', bar: '#fff' };
  if (plan.style === 'zeiss-green') return { paper: '#fff', ink: '#000', bar: '#00d000' };
  if (plan.style === 'zeiss-raised') {
    return { paper: '#fff', ink: '#e00000', bar: oneOf(random, ['#00c000', '#00c000', '#e00000']) };
  }
  return { paper: '#fff', ink: '#000', bar: '#000' };
}

interface Spot {
  readonly left: number;
  readonly size: number;
  readonly colours: Colours;
}

function drawScaleBar({ context, plan, random }: StripeTask, { left, size, colours }: Spot): void {
  const { bandTop, bandHeight, scale } = plan;
  const x = left + size * 0.4;
  const label = { face: PLAIN_FACE, colour: colours.ink, size: size * 1.15 };
  const centred = random.next() < 0.5;
  write(context, printLabel(plan), {
    ...label,
    x: centred ? x + scale.barPixels / 2 : x,
    y: bandTop + bandHeight * 0.28,
    align: centred && scale.barPixels > size * 3 ? 'center' : 'left',
  });
  const thickness = bandHeight > 60 ? 2 : oneOf(random, [1, 2]);
  const bar = { x, y: bandTop + bandHeight * 0.68, length: scale.barPixels, thickness };
  drawCappedBar(context, { ...bar, colour: colours.bar }, bandHeight * 0.3);
}

function drawFields(
  { context, plan, random }: StripeTask,
  { left, right, size, colours }: Spot & { readonly right: number },
): void {
  const facts = drawFacts(plan, random);
  const magnified = magnification(facts, DISPLAY_MM);
  const printed = magnified < 1e3 ? `${magnified} X` : `${(magnified / 1e3).toFixed(2)} K X`;
  const fields = [
    `EHT = ${facts.kilovolts.toFixed(2)} kV`,
    `WD = ${facts.workingDistanceMm.toFixed(1)} mm`,
    `Mag = ${printed}`,
    `Signal A = ${oneOf(random, ['InLens', 'SE2', 'SE1', 'InLens'])}`,
    `Width = ${printLength(facts.fieldWidthNm, 4)}`,
    `Date :${facts.day} ${facts.month} ${facts.year}`,
    `Pixel Size = ${printLength(plan.scale.pixelSizeNm, 4)}`,
    `Time :${facts.clock}`,
  ];
  const columns = Math.max(1, Math.min(4, Math.floor((right - left) / (size * 7.5))));
  const step = (right - left) / columns;
  const cut = plan.style === 'zeiss-green' ? 'italic' : '';
  for (let i = 0; i < columns * 2; i++) {
    const x = left + step * (i >> 1);
    const y = plan.bandTop + plan.bandHeight * (i % 2 === 0 ? 0.3 : 0.7);
    const lettering = { face: PLAIN_FACE, colour: colours.ink, size, cut };
    write(context, fields[i] ?? '', { ...lettering, x, y, maxWidth: step - size * 0.5 });
  }
}

function drawBadge({ context, plan }: StripeTask, { left, size, colours }: Spot): number {
  const middle = plan.bandTop + plan.bandHeight / 2;
  const badge = { face: PLAIN_FACE, colour: colours.paper === '#fff' ? '#1040a0' : '#fff' };
  const wide = write(context, 'SEM Lab', {
    ...badge,
    x: left,
    y: middle,
    size: size * 1.3,
    cut: 'bold',
  });
  context.strokeStyle = badge.colour;
  context.lineWidth = Math.max(1, size / 10);
  context.beginPath();
  context.ellipse(left + wide / 2, middle, wide * 0.56, plan.bandHeight * 0.36, 0, 2.6, 5.8);
  context.stroke();
  return wide + size;
}

function drawBoxes(task: StripeTask): void {
  const { context, plan, random } = task;
  const { width, height, bandHeight, scale } = plan;
  const size = Math.max(10, Math.round(bandHeight * 0.3));
  const dark = random.next() < 0.4;
  const colours = dark
    ? { paper: '#000', ink: '#fff', bar: '#fff' }
    : { paper: '#fff', ink: '#000', bar: '#000' };
  const margin = Math.round(width * 0.015);
  const boxWidth = Math.max(scale.barPixels + size * 2, size * 6);
  context.fillStyle = colours.paper;
  context.fillRect(margin, plan.bandTop - margin, boxWidth, bandHeight);
  const up = { ...task, plan: { ...plan, bandTop: plan.bandTop - margin } };
  drawScaleBar(up, { left: margin + size * 0.4, size, colours });
  if (random.next() < 0.3) return;
  const left = margin * 2 + boxWidth;
  context.fillStyle = colours.paper;
  context.fillRect(left, height - margin - bandHeight, width - margin - left, bandHeight);
  drawFields(up, { left: left + size / 2, right: width - margin, size: size * 0.9, colours });
}
