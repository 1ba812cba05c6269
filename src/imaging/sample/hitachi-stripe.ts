import { PLAIN_FACE } from './sample-fonts.ts';
import { drawFacts, magnification, oneOf, printLabelInThreeDigits } from './stripe-facts.ts';
import { fillBand, type StripeTask, write } from './stripe-pen.ts';

/** Hitachi's magnification is of a picture 127 mm wide. */
const DISPLAY_MM = 127;

/** Eleven ticks at the right, the label under them, one line of conditions at the left. */
export function drawHitachiStripe(task: StripeTask): void {
  const { context, plan, random } = task;
  const { width, bandTop, bandHeight, scale } = plan;
  const over = plan.style === 'hitachi';
  if (!over) fillBand(task, '#000');
  const size = Math.max(12, Math.round(bandHeight * 0.44));
  const rim = over && random.next() < 0.5;
  const lettering = { size, face: PLAIN_FACE, colour: '#fff', rim };
  const end = width - Math.round(width * 0.025);
  const start = end - scale.barPixels;
  drawTicks(task, start, rim);
  const micro = oneOf(random, ['um', 'µm']);
  const y = bandTop + bandHeight * 0.68;
  const label = printLabelInThreeDigits(plan, micro);
  const x = Math.max((start + end) / 2, end - size * 4);
  write(context, label, { ...lettering, x, y, align: 'center' });
  const maxWidth = x - size * 3 - width * 0.01;
  write(context, conditions(task), { ...lettering, x: width * 0.01, y, maxWidth });
}

function conditions({ plan, random }: StripeTask): string {
  const facts = drawFacts(plan, random);
  const zoom = magnification(facts, DISPLAY_MM);
  const times = zoom < 1e3 ? `x${zoom}` : `x${(zoom / 1e3).toPrecision(3)}k`;
  const instrument = oneOf(random, ['', '', 'SU3500 ', 'S4800 ']);
  const detector = oneOf(random, ['SE(M)', 'SE(UL)', 'SE', 'BSE-COMP']);
  const date = `${facts.monthNumber}/${facts.day}/${facts.year} ${facts.clock}`;
  const conditionsOnly = `${instrument}${facts.kilovolts.toFixed(1)}kV ${facts.workingDistanceMm.toFixed(1)}mm ${times} ${detector}`;
  return random.next() < 0.4 ? `${conditionsOnly} ${date}` : conditionsOnly;
}

function drawTicks({ context, plan, random }: StripeTask, start: number, rim: boolean): void {
  const { bandTop, bandHeight, scale } = plan;
  const thickness = plan.width > 900 ? 3 : 2;
  const tall = Math.round(bandHeight * 0.24);
  const longEnds = random.next() < 0.5;
  const top = bandTop + Math.round(bandHeight * 0.1);
  for (let i = 0; i <= 10; i++) {
    const x = start + Math.round((i * scale.barPixels) / 10) - (thickness >> 1);
    const length = longEnds && i % 5 !== 0 ? Math.round(tall * 0.6) : tall;
    if (rim) {
      context.fillStyle = '#000';
      context.fillRect(x - 1, top - 1, thickness + 2, length + 2);
    }
    context.fillStyle = '#fff';
    context.fillRect(x, top, thickness, length);
  }
}
