import { AppError } from '../src/core/app-error.ts';
import type { SearchHooks } from '../src/core/neighbours/search-hooks.ts';
import type { TileProducts } from '../src/core/neighbours/tile-products.ts';
import type { StartedProducts } from '../src/models/products/start-tile-products.ts';
import type { Job } from '../src/protocol/job.ts';
import { whenAborted } from './when-aborted.ts';

/** A second or two of a plain loop: what fetching and compiling a backend should save at least. */
const WORTH_STARTING = 3e9;
/** A backend that runs already saves time from some tens of milliseconds on. */
const WORTH_USING = 1e8;

/** Started with the first search that is worth it, and kept; started anew when its device was lost. */
export class ProductsOnDemand {
  readonly #start: (isGraphicsLost: boolean) => Promise<StartedProducts>;
  #isGraphicsLost = false;
  #starting: Promise<TileProducts> | undefined;

  constructor(start: (isGraphicsLost: boolean) => Promise<StartedProducts>) {
    this.#start = start;
  }

  /** The hook of a job's searches; an abort doesn't wait for the start. */
  hookFor(job: Job): NonNullable<SearchHooks['tileProducts']> {
    return async (multiplications) => {
      if (multiplications < (this.#starting ? WORTH_USING : WORTH_STARTING)) return undefined;
      this.#starting ??= this.#begin();
      return Promise.race([this.#starting, whenAborted(job.signal, this.#starting)]);
    };
  }

  async #begin(): Promise<TileProducts> {
    const { products, lost } = await this.#start(this.#isGraphicsLost).catch((cause: unknown) => {
      if (cause instanceof AppError) throw cause;
      const message = 'The network backend did not start. Reload the page.';
      throw new AppError('no-backend', message, { cause });
    });
    void lost?.then(() => {
      this.#isGraphicsLost = true;
      this.#starting = undefined;
    });
    return products;
  }
}
