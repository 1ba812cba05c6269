import { createRandom } from '../core/random/random.ts';
import { CATEGORIES } from './case-data.ts';
import type { ScatterColouring } from './scatter-colouring.ts';

const CLASSES = CATEGORIES.length;

/** Ten groups round a circle, of which every ninth point has no label. */
export function scatterPositions(points: number): Float32Array {
  const random = createRandom(12);
  return Float32Array.from({ length: 2 * points }, (_, i) => {
    const angle = (2 * Math.PI * (Math.floor(i / 2) % CLASSES)) / CLASSES;
    return 9 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + random.normal();
  });
}

export function scatterByCategory(points: number): ScatterColouring {
  const entryOf = Int32Array.from({ length: points }, (_, i) =>
    i % 9 === 8 ? CLASSES : i % CLASSES,
  );
  const count = (entry: number) => entryOf.filter((e) => e === entry).length;
  return {
    title: 'Label',
    entries: [
      ...CATEGORIES.map((label, index) => ({
        label,
        count: count(index),
        swatch: { kind: 'category', index } as const,
      })),
      { label: 'no label', count: count(CLASSES), swatch: { kind: 'rest' } as const },
    ],
    entryOf,
    tints: undefined,
  };
}

export function scatterByScale(points: number): ScatterColouring {
  const steps = ['100 to 200 nm', '200 to 500 nm', '500 nm to 1 µm', '1 to 2 µm', '2 to 5 µm'];
  const entryOf = Int32Array.from({ length: points }, (_, i) => (i % CLASSES) >> 1);
  return {
    title: 'Printed scale',
    entries: steps.map((label, i) => ({
      label,
      count: entryOf.filter((e) => e === i).length,
      swatch: { kind: 'tint', at: (i + 0.5) / steps.length } as const,
    })),
    entryOf,
    tints: Float32Array.from(entryOf, (e) => (e + 0.5) / steps.length),
  };
}
