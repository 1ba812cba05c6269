import { PLAIN_FACE, WIDE_FACE } from './sample-fonts.ts';
import { drawFacts, magnification, oneOf, printLabel } from './stripe-facts.ts';
import { drawSolidBar, fillBand, type StripeTask, write } from './stripe-pen.ts';

/** One line of conditions and a solid bar, with the label beside it or under it. */
export function drawJeolStripe(task: StripeTask): void {
  const { context, plan, random } = task;
  const { width, bandTop, bandHeight, scale } = plan;
  const over = plan.style === 'jeol';
  if (!over) fillBand(task, '#000');
  const size = Math.max(11, Math.round(bandHeight * 0.36));
  const rim = over && random.next() < 0.6;
  const face = oneOf(random, [PLAIN_FACE, WIDE_FACE]);
  const lettering = { size, face, colour: '#fff', cut: oneOf(random, ['', 'bold']), rim };
  const under = random.next() < 0.5;
  const label = printLabel(plan, oneOf(random, ['', ' ']));
  const cell = Math.max(scale.barPixels, size * 3.5) + (under ? size : size * 5.5);
  const left = width - cell;
  const thickness = Math.max(3, Math.round(bandHeight * oneOf(random, [0.07, 0.14])));
  const bar = { x: left, y: bandTop + bandHeight * (under ? 0.24 : 0.5), length: scale.barPixels };
  if (rim)
    drawSolidBar(context, {
      ...bar,
      x: left - 1,
      length: bar.length + 2,
      thickness: thickness + 2,
      colour: '#000',
    });
  drawSolidBar(context, { ...bar, thickness, colour: '#fff' });
  const y = bandTop + bandHeight * (under ? 0.68 : 0.5);
  const x = under ? left + scale.barPixels / 2 : left + scale.barPixels + size * 0.7;
  const align = under ? 'center' : 'left';
  write(context, label, { ...lettering, x: under ? Math.max(x, left + size) : x, y, align });
  writeConditions(task, { lettering, y, right: left - size });
}

function writeConditions(
  { context, plan, random }: StripeTask,
  {
    lettering,
    y,
    right,
  }: { lettering: Omit<Parameters<typeof write>[2], 'x' | 'y'>; y: number; right: number },
): void {
  const facts = drawFacts(plan, random);
  const zoom = magnification(facts, oneOf(random, [120, 128]));
  const fields = [
    oneOf(random, ['SEI', 'SED', 'LEI', 'SEM']),
    `${facts.kilovolts.toFixed(1)}kV`,
    `X${String(zoom).replace(/\B(?=(\d{3})+$)/g, ',')}`,
    `WD ${facts.workingDistanceMm.toFixed(1)}mm`,
  ];
  const step = (right - lettering.size) / fields.length;
  fields.forEach((field, i) => {
    const x = lettering.size * 0.6 + i * step;
    write(context, field, { ...lettering, x, y, maxWidth: step - lettering.size * 0.4 });
  });
}
