import { createRandom, shuffle } from '../core/random/random.ts';

/** Points in the order in which they are painted. */
export interface ScatterLayers {
  /** In the background: those of classes that are not looked at. */
  readonly faint: Int32Array;
  readonly plain: Int32Array;
  /** On top, with a ring: the chosen ones. */
  readonly ringed: Int32Array;
}

interface LayeredPoints {
  /** The class of each point; -1 for one that is not shown. */
  readonly entryOf: Int32Array;
  /** Classes that are looked at; none means all. */
  readonly highlighted: ReadonlySet<number>;
  isChosen(row: number): boolean;
}

/** All of `points` in an order of no meaning, so that no class hides another that was imported before it. */
export function paintOrder(points: number): Int32Array {
  return shuffle(
    Int32Array.from({ length: points }, (_, row) => row),
    createRandom(1),
  );
}

export function layersOf(
  order: Int32Array,
  { entryOf, highlighted, isChosen }: LayeredPoints,
): ScatterLayers {
  const faint: number[] = [];
  const plain: number[] = [];
  const ringed: number[] = [];
  for (const row of order) {
    const entry = entryOf[row] ?? -1;
    if (entry < 0) continue;
    if (isChosen(row)) ringed.push(row);
    else if (highlighted.size === 0 || highlighted.has(entry)) plain.push(row);
    else faint.push(row);
  }
  return {
    faint: Int32Array.from(faint),
    plain: Int32Array.from(plain),
    ringed: Int32Array.from(ringed),
  };
}
