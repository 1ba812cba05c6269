import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { centreRows } from './centred-rows.ts';
import { NearestTable } from './nearest-table.ts';
import { PlainPairs, type Span } from './plain-pairs.ts';
import { ProductPairs } from './product-pairs.ts';
import type { TileProducts } from './tile-products.ts';

const SPAN = 1024;
const PLAINLY = 'in plain JavaScript';

interface PairsToCompare {
  readonly x: Matrix;
  readonly rows: Int32Array;
  readonly k: number;
  readonly products?: TileProducts | undefined;
}

export interface ComparedPairs {
  /** Row numbers are places in the rows that were compared. */
  readonly table: NearestTable;
  /** By what, to follow "every pair compared". */
  readonly by: string;
}

/**
 * The `k` nearest among `rows` of `x` by meeting every pair, for data that no search tree prunes: exactly, whether by
 * the given products or in a plain loop, which takes over wherever those fail.
 */
export async function nearestByAllPairs(
  { x, rows, k, products }: PairsToCompare,
  hooks: LoopHooks,
): Promise<ComparedPairs> {
  const table = new NearestTable(rows.length, k);
  const points = await centreRows(x, rows, partOf(hooks, 0, 0.02));
  const plain = new PlainPairs(points, table);
  const swift = products && new ProductPairs(points, table, products);
  const { tileRows, stripRows } = swift ?? { tileRows: SPAN, stripRows: SPAN };
  const pairs = (rows.length * (rows.length + 1)) / 2;
  const { checkpoint } = partOf(hooks, 0.02, 1);
  let done = 0;
  let failedAt = 0;
  const pause = async () => checkpoint?.(done / pairs);
  try {
    for (const tile of spansOf(rows.length, tileRows)) {
      for (const strip of spansOf(tile.end, stripRows)) {
        if (!(await swift?.compare(strip, tile, pause))) {
          failedAt ||= done / pairs;
          await plain.compare(strip, tile, pause);
        }
        done += pairsOf(strip, tile);
        await pause();
      }
    }
  } finally {
    swift?.release();
  }
  if (!products) return { table, by: PLAINLY };
  if (!swift?.failure) return { table, by: products.by };
  const share = Math.round(100 * failedAt);
  const by = `${products.by} up to ${share} %, then ${PLAINLY} since ${swift.failure}`;
  return { table, by };
}

function spansOf(end: number, size: number): Span[] {
  return Array.from({ length: Math.ceil(end / size) }, (_, i) => ({
    first: i * size,
    end: Math.min(end, (i + 1) * size),
  }));
}

/** Of a point of `strip` with itself or a later one of `tile`. */
function pairsOf(strip: Span, tile: Span): number {
  let pairs = 0;
  for (let p = strip.first; p < strip.end; p++) pairs += tile.end - Math.max(tile.first, p);
  return pairs;
}
