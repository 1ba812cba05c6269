import { PLAIN_FACE } from './sample-fonts.ts';
import { drawFacts, magnification, oneOf, printLabel, printLength } from './stripe-facts.ts';
import { fillBand, type StripeTask, write } from './stripe-pen.ts';

interface Column {
  readonly head: string;
  readonly value: string;
}

/** Black data bar: a table of heads above values, and a bar split around its label. */
export function drawFeiStripe(task: StripeTask): void {
  const { context, plan } = task;
  const { width, bandTop, bandHeight, scale } = plan;
  fillBand(task, '#000');
  const size = Math.max(9, Math.round(bandHeight * 0.36));
  const barCell = Math.min(width * 0.6, scale.barPixels + size * 2.5);
  const right = width - barCell;
  const badge = Math.round(bandHeight * 0.9);
  drawBadge(task, badge);
  const columns = columnsOf(task).slice(0, Math.floor((right - badge) / (size * 4.4)));
  const step = (right - badge) / columns.length;
  columns.forEach(({ head, value }, i) => {
    const x = badge + step * (i + 0.5);
    const cell = { x, size, face: PLAIN_FACE, colour: '#fff', maxWidth: step - 6 };
    write(context, head, { ...cell, y: bandTop + bandHeight * 0.29, align: 'center' });
    write(context, value, { ...cell, y: bandTop + bandHeight * 0.74, align: 'center' });
    separate(task, badge + step * i);
  });
  separate(task, right);
  drawSplitBar(task, { left: right, right: width, size });
}

function columnsOf({ plan, random }: StripeTask): Column[] {
  const facts = drawFacts(plan, random);
  const zoom = magnification(facts, oneOf(random, [128, 207, 298]));
  const times = String(zoom).replace(/\B(?=(\d{3})+$)/g, ' ');
  const detector = oneOf(random, ['ETD', 'TLD', 'LFD', 'CBS']);
  const columns = [
    { head: 'HV', value: `${facts.kilovolts.toFixed(2)} kV` },
    { head: 'mag', value: `${times} x` },
    { head: 'WD', value: `${facts.workingDistanceMm.toFixed(1)} mm` },
    { head: 'HFW', value: printLength(facts.fieldWidthNm, 3) },
    { head: 'det', value: detector },
    { head: 'spot', value: `${2 + random.below(4)}.0` },
    { head: 'tilt', value: `${random.below(3) * 26} °` },
  ];
  const date = {
    head: `${facts.monthNumber}/${facts.day}/${facts.year}`,
    value: facts.clock,
  };
  return random.next() < 0.4 ? [date, ...columns] : columns;
}

function separate({ context, plan }: StripeTask, x: number): void {
  context.fillStyle = '#fff';
  context.fillRect(Math.round(x), plan.bandTop, 1, plan.bandHeight);
}

function drawBadge({ context, plan }: StripeTask, width: number): void {
  context.strokeStyle = '#fff';
  context.lineWidth = 1;
  for (let i = 0; i < 3; i++) {
    context.beginPath();
    const middle = plan.bandTop + plan.bandHeight / 2;
    context.ellipse(width / 2, middle, width * 0.3, width * 0.12, (i * Math.PI) / 3, 0, 7);
    context.stroke();
  }
}

function drawSplitBar(
  { context, plan, random }: StripeTask,
  { left, right, size }: { readonly left: number; readonly right: number; readonly size: number },
): void {
  const { bandTop, bandHeight, scale } = plan;
  const middle = (left + right) / 2;
  const upper = bandTop + bandHeight * 0.29;
  const lettering = { face: PLAIN_FACE, colour: '#fff', align: 'center', size } as const;
  const label = write(context, printLabel(plan), { ...lettering, x: middle, y: upper });
  const start = Math.round(middle - scale.barPixels / 2);
  const end = start + scale.barPixels;
  const gap = label / 2 + size * 0.4;
  const thickness = bandHeight > 60 ? 3 : oneOf(random, [1, 2]);
  const half = Math.floor(thickness / 2);
  const y = Math.round(upper);
  context.fillStyle = '#fff';
  context.fillRect(start, y - half, Math.round(middle - gap) - start, thickness);
  context.fillRect(Math.round(middle + gap), y - half, end - Math.round(middle + gap), thickness);
  const cap = Math.round(bandHeight * 0.26);
  for (const x of [start, end]) context.fillRect(x - half, y - (cap >> 1), thickness, cap);
  const place = oneOf(random, ['Semscape samples', 'Quanta', 'Helios', 'Nova NanoSEM']);
  const below = { ...lettering, x: middle, y: bandTop + bandHeight * 0.74 };
  write(context, place, { ...below, maxWidth: right - left - 8 });
  if (random.next() < 0.5) {
    context.fillRect(Math.round(left), bandTop + (bandHeight >> 1), Math.ceil(right - left), 1);
  }
}
