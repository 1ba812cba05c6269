import { type Component, findComponents } from './components.ts';

/** Runs this many letter heights long are rules, not strokes of letters. */
const RULE = 2.4;

export interface Parted {
  /** Straight lines, across and upright. */
  readonly rules: readonly Component[];
  /** What touched them. */
  readonly rest: readonly Component[];
}

/** Takes the rules of a table or a frame out of a component, so that letters that touch them stand alone. */
export function withoutRules(part: Component, letterHeight: number): Parted {
  const { x, y, width, height, runs } = part;
  const long = RULE * letterHeight;
  const all = new Uint8Array(width * height);
  const rules = new Uint8Array(width * height);
  for (let i = 0; i < runs.length; i += 3) {
    const from = (runs[i] - y) * width + runs[i + 1] - x;
    const to = from + runs[i + 2] - runs[i + 1];
    all.fill(1, from, to);
    if (to - from >= long) rules.fill(1, from, to);
  }
  markUprights(all, rules, { width, height, long });
  const area = { x: 0, y: 0, width, height };
  const others = all.map((value, i) => (value && !rules[i] ? 1 : 0));
  const place = (found: Component) => movedBy(found, x, y);
  return {
    rules: findComponents({ data: rules, area }, 0).map(place),
    rest: findComponents({ data: others, area }, 0).map(place),
  };
}

function markUprights(
  all: Uint8Array,
  rules: Uint8Array,
  { width, height, long }: { width: number; height: number; long: number },
): void {
  for (let x = 0; x < width; x++) {
    let start = 0;
    for (let y = 0; y <= height; y++) {
      if (y < height && all[y * width + x]) continue;
      if (y - start >= long) for (let k = start; k < y; k++) rules[k * width + x] = 1;
      start = y + 1;
    }
  }
}

function movedBy(part: Component, x: number, y: number): Component {
  const runs = Int32Array.from(part.runs, (value, i) => value + (i % 3 === 0 ? y : x));
  return { ...part, x: part.x + x, y: part.y + y, runs };
}
