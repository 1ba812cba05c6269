import type { LoopHooks } from '../loop-hooks.ts';
import type { TileProducts } from './tile-products.ts';

/** Hooks of a neighbour search, which may have to compare every pair. */
export interface SearchHooks extends LoopHooks {
  /**
   * Asked before a search that costs as much as `multiplications` in a plain loop; undefined where that is too little
   * to be worth starting anything.
   *
   * @throws {AppError} where nothing faster can be started; the search goes on without.
   */
  readonly tileProducts?: (multiplications: number) => Promise<TileProducts | undefined>;
}
