import type { LoopHooks } from '../loop-hooks.ts';
import type { Subset } from './subset.ts';

const PICTURES_A_PIECE = 256;
const NO_PICTURES = '[]\n}';

/** The pieces of `JSON.stringify(subset, null, 2)`, which of fifty thousand pictures would take long at once. */
export async function* subsetJson(
  subset: Subset,
  { checkpoint }: LoopHooks = {},
): AsyncGenerator<string> {
  const { pictures } = subset;
  const whole = JSON.stringify({ ...subset, pictures: [] }, null, 2);
  if (pictures.length === 0) {
    yield whole;
    return;
  }
  yield `${whole.slice(0, -NO_PICTURES.length)}[\n`;
  for (let at = 0; at < pictures.length; at += PICTURES_A_PIECE) {
    await checkpoint?.(at / pictures.length);
    const some = JSON.stringify(pictures.slice(at, at + PICTURES_A_PIECE), null, 2);
    const inner = some.slice(2, -2).replaceAll('\n', '\n  ');
    yield `${at > 0 ? ',\n' : ''}  ${inner}`;
  }
  yield '\n  ]\n}';
}
