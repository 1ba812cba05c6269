import { storageFull } from './storage-failure.ts';

/** What the browser says of its storage for this page. */
export type EstimateStorage = () => Promise<{ readonly usage?: number; readonly quota?: number }>;

/** Left for decisions, features and the browser's own bookkeeping. */
const MARGIN_BYTES = 2 ** 26;
/** The browser is asked again after so many bytes: asking takes longer than a small write. */
const ASK_EVERY_BYTES = 2 ** 26;

/** How much may still be written before the browser's storage for this page is used up. */
export class Room {
  readonly #estimate: EstimateStorage;
  #free = 0;
  #sinceAsked = Number.POSITIVE_INFINITY;

  constructor(estimate: EstimateStorage) {
    this.#estimate = estimate;
  }

  /** @throws {AppError} `storage-full` where `bytes` more would leave less than the margin. */
  async require(bytes: number): Promise<void> {
    this.#sinceAsked += bytes;
    if (this.#sinceAsked >= ASK_EVERY_BYTES || this.#free - bytes < 2 * MARGIN_BYTES) {
      const { usage = 0, quota } = await this.#estimate();
      this.#free = quota ? quota - usage : Number.POSITIVE_INFINITY;
      this.#sinceAsked = 0;
    }
    this.#free -= bytes;
    if (this.#free < MARGIN_BYTES) throw storageFull();
  }
}
