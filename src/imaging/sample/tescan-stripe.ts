import { PLAIN_FACE, WIDE_FACE } from './sample-fonts.ts';
import { drawFacts, magnification, oneOf, printLabel, printLength } from './stripe-facts.ts';
import { drawCappedBar, fillBand, type StripeTask, write } from './stripe-pen.ts';

/** Three rows of white text: fields in two columns, the bar with its label under it, the maker. */
export function drawTescanStripe(task: StripeTask): void {
  const { context, plan, random } = task;
  const { width, bandTop, bandHeight, scale } = plan;
  fillBand(task, '#000');
  const size = Math.max(9, Math.round(bandHeight * 0.22));
  const face = oneOf(random, [PLAIN_FACE, WIDE_FACE]);
  const lettering = { size, face, colour: '#fff' };
  const rowY = (row: number) => bandTop + bandHeight * (0.2 + 0.3 * row);
  const maker = width * 0.15;
  const barCell = Math.max(scale.barPixels, size * 4) + size * 2;
  const barLeft = width - maker - barCell;
  const step = (barLeft - size) / 2;
  fieldsOf(task).forEach((field, i) => {
    const x = size * 0.6 + step * (i % 2);
    write(context, field, { ...lettering, x, y: rowY(i >> 1), maxWidth: step - size * 0.6 });
  });
  context.fillStyle = '#fff';
  for (const x of [barLeft, width - maker]) {
    context.fillRect(Math.round(x), bandTop + 2, 1, bandHeight - 4);
  }
  const start = Math.round(barLeft + (barCell - scale.barPixels) / 2);
  const bar = { x: start, y: rowY(0), length: scale.barPixels, colour: '#fff' };
  drawCappedBar(context, { ...bar, thickness: bandHeight > 80 ? 2 : 1 }, size * 0.9);
  const middle = { align: 'center', x: start + scale.barPixels / 2 } as const;
  write(context, printLabel(plan), { ...lettering, ...middle, y: rowY(1) });
  const brand = {
    ...lettering,
    align: 'center',
    x: width - maker / 2,
    maxWidth: maker - size,
  } as const;
  write(context, oneOf(random, ['VEGA', 'MIRA', 'MAIA']), { ...brand, y: rowY(0.5), cut: 'bold' });
  write(context, 'Semscape samples', { ...brand, y: rowY(1.7) });
}

function fieldsOf({ plan, random }: StripeTask): string[] {
  const facts = drawFacts(plan, random);
  const zoom = magnification(facts, 277);
  const times = zoom < 1e3 ? `${zoom} x` : `${(zoom / 1e3).toPrecision(3)} kx`;
  const two = (part: number) => String(part).padStart(2, '0');
  return [
    `SEM HV: ${facts.kilovolts.toFixed(1)} kV`,
    `WD: ${facts.workingDistanceMm.toFixed(2)} mm`,
    `View field: ${printLength(facts.fieldWidthNm, 3)}`,
    `Det: ${oneOf(random, ['SE', 'InBeam', 'BSE'])}`,
    `SEM MAG: ${times}`,
    `Date(m/d/y): ${two(facts.monthNumber)}/${two(facts.day)}/${two(facts.year % 100)}`,
  ];
}
