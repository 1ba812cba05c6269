import type { StripeStyle } from '../../core/sample/stripe-styles.ts';
import { drawFeiStripe } from './fei-stripe.ts';
import { drawHitachiStripe } from './hitachi-stripe.ts';
import { drawJeolStripe } from './jeol-stripe.ts';
import type { StripeTask } from './stripe-pen.ts';
import { drawTescanStripe } from './tescan-stripe.ts';
import { drawZeissStripe } from './zeiss-stripe.ts';

const DRAWERS: Readonly<Record<StripeStyle, (task: StripeTask) => void>> = {
  'zeiss-white': drawZeissStripe,
  'zeiss-black': drawZeissStripe,
  'zeiss-green': drawZeissStripe,
  'zeiss-raised': drawZeissStripe,
  'zeiss-box': drawZeissStripe,
  fei: drawFeiStripe,
  hitachi: drawHitachiStripe,
  'hitachi-black': drawHitachiStripe,
  jeol: drawJeolStripe,
  'jeol-black': drawJeolStripe,
  tescan: drawTescanStripe,
};

/** Draws the planned stripe on the canvas that holds the picture. The fonts must be loaded. */
export function drawStripe(task: StripeTask): void {
  DRAWERS[task.plan.style](task);
}
